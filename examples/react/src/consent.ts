/** The application's one handle, and the hook by which components follow it. */
import { useStore } from '@nanostores/react';
import { createConsent, type Cell } from 'samtycke';
import { manifest } from './manifest';

/** Made once, started by `App`: importing this file touches nothing. */
export const consent = createConsent(manifest, { locale: 'en' });

/** Returns whether a cell is granted, and draws the component anew when that changes, in whatever tab. */
export const useGranted = (cell: Cell): boolean => useStore(consent.$granted).includes(cell);
