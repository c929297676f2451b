/** Gives every property test the run's seed, and ten times the cases in a full run. */
import fc from 'fast-check';
import { isFull, seed } from './sample.js';

fc.configureGlobal({ seed, numRuns: isFull ? 1000 : 100 });
