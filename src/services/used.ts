/** Tells whether a manifest names ready-made services whose facts are still to be filled in. */
import type { UsedService } from '../manifest/types.js';

/** Returns the services of what may be a manifest. */
export const servicesIn = (input: unknown): readonly unknown[] => {
  const { services } = (input ?? {}) as { services?: unknown };
  return Array.isArray(services) ? services : [];
};

/** Returns whether it is one line; one that is filled in has the name of its ready-made service for an id. */
export const isUse = (service: unknown): service is UsedService => {
  const { use, id } = (service ?? {}) as Partial<UsedService>;
  return use !== undefined && use !== id;
};

/** Returns whether anything is to be filled in. */
export const hasUse = (input: unknown): boolean => servicesIn(input).some(isUse);
