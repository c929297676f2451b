/** Lets axe look at every theme, width and language by day. */
import { lookByNightAndDay } from './support/axeMatrix.js';
import { test } from './support/fixtures.js';

test.use({ colorScheme: 'light' });
lookByNightAndDay('light');
