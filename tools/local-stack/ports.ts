import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A port that a part of the stack wants, and the variable that moves it. */
export type WantedPort = Readonly<{ variable: string; port: number }>;

/** The ports that `fetch` and browsers refuse ("bad port" of the Fetch standard); 0 is any free port here. */
const REFUSED_PORTS: ReadonlySet<number> = new Set([
  ...[
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  ],
  ...[
    109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  ],
  ...[526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049],
  ...[3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

/** One line for each port that cannot be used and why, such as one that two parts want; none when all are free. */
export const portFaults = async (wanted: readonly WantedPort[], host: string): Promise<string[]> => {
  const repeats = (one: WantedPort, at: number) => wanted.findIndex(({ port }) => port === one.port) < at;
  const faults = await Promise.all(
    wanted.map(async (one, at) => {
      const { port, variable } = one;
      if (port !== 0 && repeats(one, at))
        return `port ${port} is wanted twice; set ${variable} to another one`;
      if (REFUSED_PORTS.has(port))
        return `port ${port} is refused by fetch and browsers; set ${variable} to another one`;
      const code = await listenError(port, host);
      return code === undefined ? undefined : lineFor(code, one, host);
    }),
  );
  return [...new Set(faults.filter((fault) => fault !== undefined))];
};

const lineFor = (code: string, { port, variable }: WantedPort, host: string): string => {
  if (code === 'EADDRINUSE') return `port ${port} is in use; set ${variable} to another one`;
  if (code === 'EACCES')
    return `port ${port} needs rights that this user does not have (EACCES); set ${variable} to another one`;
  if (/^(EADDRNOTAVAIL|EAFNOSUPPORT|ENOTFOUND|EAI_AGAIN)$/.test(code))
    return `HOST ${host} is not an address of this machine (${code})`;
  return `port ${port} of ${host} cannot be listened on (${code}); set ${variable} to another one`;
};

const listenError = (port: number, host: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });

/**
 * Where ports are looked for. Systems give those above 32767 to whoever asks for any, so a port from there may be another one's
 * by the time that the part for which it was found listens.
 */
const SEARCHED = { lowest: 20_000, above: 32_000 };
const TRIES = 200;

/**
 * A port of that address that nobody has at the moment, and that no other process is given by the system.
 *
 * @throws {Error} when none was found, or the address is not one of this machine
 */
export const freePort = async (host: string): Promise<number> => {
  let code: string | undefined;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(SEARCHED.lowest, SEARCHED.above);
    code = await listenError(port, host);
    if (code === undefined) return port;
  }
  throw new Error(`no free port of ${host} was found (${code})`);
};
