/** Lets axe look at every theme, width and language by night. */
import { lookByNightAndDay } from './support/axeMatrix.js';
import { test } from './support/fixtures.js';

// Firefox takes no emulated media over BiDi; 0 is dark (LookAndFeel.h).
test.use({ colorScheme: 'dark', firefoxPrefs: { 'layout.css.prefers-color-scheme.content-override': 0 } });
lookByNightAndDay('dark');
