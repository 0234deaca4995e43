// SQL files are imported as text by the bundler and by the test runner.
declare module "*.sql" {
  const text: string;
  export default text;
}
