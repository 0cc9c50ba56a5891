import { freePort } from '../../tools/local-stack/ports.ts';

/** Different ports of 127.0.0.1 that nobody has at the moment. */
export const freePorts = async (count: number): Promise<number[]> => {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort('127.0.0.1'));
  return [...ports];
};
