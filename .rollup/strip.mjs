/** Takes unused parts out of the source of a pinned library, and stops the build where one of them is not there any more. */

/** Returns the code with `instead` in the place of what is found. */
export const strip = (code, found, instead) => {
  const without = code.replace(found, instead);
  if (without === code) throw new Error(`a library has changed: ${found} is not in it`);
  return without;
};
