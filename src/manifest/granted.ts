/** Tells which services a decision grants. */
import { own, type Decision } from '../decision/cells.js';
import { compareVersions } from '../decision/validity.js';
import type { ResolvedService } from './resolve.js';

/** Returns whether the visitor has granted the service: its cell, by a decision made since the service came. */
export const isGranted = (service: ResolvedService, decision: Decision | undefined): boolean => {
  if (service.purpose === 'necessary') return true;
  if (!decision || own(decision.cells, service.cell) !== true) return false;
  return !service.since || compareVersions(decision.policy, service.since, 3) >= 0;
};
