import { createServer } from 'node:net';

/** A port that a part of the stack wants, and the variable that moves it. */
export type WantedPort = Readonly<{ variable: string; port: number }>;

/** One line for each port that somebody else has, or that two parts want; none when all are free. */
export const portFaults = async (wanted: readonly WantedPort[]): Promise<string[]> => {
  const taken = await Promise.all(wanted.map(async (one) => ({ ...one, free: await isFree(one.port) })));
  return [
    ...taken
      .filter(({ free }) => !free)
      .map(({ port, variable }) => `port ${port} is in use; set ${variable} to another one`),
    ...wanted
      .filter(
        (one, at) => wanted.findIndex(({ port }) => port === one.port && port !== 0) < at && one.port !== 0,
      )
      .map(({ port, variable }) => `port ${port} is wanted twice; set ${variable} to another one`),
  ];
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
