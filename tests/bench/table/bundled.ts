import { join } from 'node:path';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { bundleBytes, bundleFunctions } from '../../../tools/serverless-plugin/bundle.mjs';

const PEERS = join(ROOT, 'tests', 'bench', 'peers');

/** A bundle on disk. */
export type Bundle = Readonly<{ file: string; kB: number }>;

type Options = Readonly<{ awsClients?: 'lean' | 'sdk'; cuts?: readonly string[] }>;

const bundled = async (
  root: string,
  name: string,
  outDirectory: string,
  options: Options,
): Promise<Bundle> => {
  const metafile = await bundleFunctions({ root, names: [name], outDirectory, ...options });
  const file = join(outDirectory, name, 'functions', name, 'index.mjs');
  return { file, kB: bundleBytes(metafile, name) / 1000 };
};

/** A function of ours, as it is deployed or with the SDK. */
export const ourBundle = (name: string, directory: string, options: Options = {}): Promise<Bundle> =>
  bundled(ROOT, name, directory, options);

/** A peer, bundled in the same way, with the SDK as it is unless `options` cut it. */
export const peerBundle = (
  name: string,
  directory: string,
  options: Options = { cuts: [] },
): Promise<Bundle> => bundled(PEERS, name, directory, options);
