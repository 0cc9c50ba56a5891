import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import * as v from 'valibot';
import { createBuckets } from '../../tools/local-stack/create-from-template.ts';
import { type Engine, startS3 } from '../../tools/local-stack/engines.ts';
import type { Template } from '../../tools/local-stack/template.ts';

/** An S3 with the bucket of the template, empty. */
export type StartedS3 = Readonly<{
  endpoint: string;
  buckets: { RECORDINGS_BUCKET: string };
  stop: () => Promise<void>;
}>;

/** Engines that were handed back as they came: most tests store no object, and to start one costs as much as the rest of a stack. */
const spare: (Engine & Pick<StartedS3, 'buckets'>)[] = [];
const touched = new Set<string>();

const Begun = v.object({ socket: v.instance(Socket) });

subscribe('http.server.request.start', (message) => {
  touched.add(String(v.parse(Begun, message).socket.localPort));
});

/** The engine of `S3_ENDPOINT`, one that nothing was asked of before, or a new one. */
export const takeS3 = async (template: Template): Promise<StartedS3> => {
  const given = process.env['S3_ENDPOINT'];
  if (given !== undefined)
    return { endpoint: given, buckets: await createBuckets(given, template), stop: async () => {} };
  const engine = spare.pop() ?? (await startWithBucket(template));
  const { port } = new URL(engine.endpoint);
  touched.delete(port);
  let isTaken = true;
  // A test may close its stack, and its afterEach the same one once more.
  const stop = async (): Promise<void> => {
    if (!isTaken) return;
    isTaken = false;
    if (touched.has(port)) await engine.stop();
    else spare.push(engine);
  };
  return { endpoint: engine.endpoint, buckets: engine.buckets, stop };
};

const startWithBucket = async (template: Template): Promise<Engine & Pick<StartedS3, 'buckets'>> => {
  const engine = await startS3();
  return { ...engine, buckets: await createBuckets(engine.endpoint, template) };
};
