/** The row of rules that a manifest is judged by. */
import { contradictions } from './contradictions.js';
import { darkPatterns } from './darkPatterns.js';
import { falseNecessary } from './falseNecessary.js';
import type { Finding, Judge } from './finding.js';
import { weakOptions } from './options.js';
import { dottedSite, insecureAddresses, longLifetimes, tooManyServices, unknownSite, untold } from './plainFaults.js';
import { sharedNames } from './sharedNames.js';
import { doubtfulPurposes, unsourcedFacts } from './sources.js';
import { weakenedFacts } from './weakenedFacts.js';

const JUDGES: readonly Judge[] = [
  untold,
  unknownSite,
  dottedSite,
  tooManyServices,
  unsourcedFacts,
  contradictions,
  weakenedFacts,
  sharedNames,
  falseNecessary,
  doubtfulPurposes,
  longLifetimes,
  insecureAddresses,
  darkPatterns,
  weakOptions,
];

/** Returns all that the rules find in a manifest. */
export const lint: Judge = (subject): Finding[] => JUDGES.flatMap((judge) => judge(subject));
