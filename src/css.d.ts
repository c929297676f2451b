/** Lets a stylesheet be imported as its minified text. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
