import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkService, runServerless } from '../../tools/local-stack/template.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'local-commands-'));
  await linkService(directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const UNSET = { CONFIG_URI: undefined, RECORDINGS_BUCKET: undefined };

describe('commands of the framework that cannot run functions here', () => {
  it.each([
    [
      ['invoke', 'local', '-f', 'bind'],
      'invoke local has no tables, no S3 and no platform: run `npm start` and POST the event to http://127.0.0.1:3001/2015-03-31/functions/privatenumber-local-bind/invocations',
    ],
    [
      ['offline'],
      'offline alone has no tables, no S3 and no platform: use `npm start`, which runs it with all of them',
    ],
    [
      ['offline', 'start'],
      'offline alone has no tables, no S3 and no platform: use `npm start`, which runs it with all of them',
    ],
  ])('say in one line what to use in place of %j', async (args, line) => {
    const run = runServerless(directory, args, UNSET);

    await expect(run).rejects.toThrow(`\nError:\n${line}\n`);
  });
});
