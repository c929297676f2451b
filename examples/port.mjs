/** Reads a port from the environment. */

/** Returns the port that a variable names, or the fallback; one that is no port ends the program. */
export const portFrom = (name, fallback) => {
  const value = Number(process.env[name] ?? fallback);
  if (Number.isInteger(value) && value >= 0 && value <= 65535) return value;
  console.error(`${name} must be a port between 0 and 65535, not "${process.env[name]}".`);
  process.exit(1);
};
