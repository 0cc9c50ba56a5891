import { createServer } from 'node:net';

/** A port that a part of the stack wants, and the variable that moves it. */
export type WantedPort = Readonly<{ variable: string; port: number }>;

/** One line for each port that two parts want or that somebody else has; none when all are free. */
export const portFaults = async (wanted: readonly WantedPort[]): Promise<string[]> => {
  const repeats = (one: WantedPort, at: number) => wanted.findIndex(({ port }) => port === one.port) < at;
  const faults = await Promise.all(
    wanted.map(async (one, at) => {
      const { port, variable } = one;
      if (port !== 0 && repeats(one, at))
        return `port ${port} is wanted twice; set ${variable} to another one`;
      return (await isFree(port)) ? undefined : `port ${port} is in use; set ${variable} to another one`;
    }),
  );
  return faults.filter((fault) => fault !== undefined);
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
