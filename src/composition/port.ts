// The option --port of the commands that serve.
import { InvalidArgumentError } from "commander";

export const portOption = ["--port <n>", "port to listen on; 0 takes a free one"] as const;

export const readPort = (text: string): number => {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
};
