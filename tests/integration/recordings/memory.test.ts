import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { aWave } from '../../builders/wave.ts';
import { serveHttp } from '../../fakes/loopback-servers.ts';
import { serveSwallowingS3 } from '../../fakes/swallowing-s3.ts';

const MB = 1024 * 1024;
const CHILD = fileURLToPath(new URL('archive-in-child.ts', import.meta.url));

/** Sends the path's count of megabytes: one header, and one and the same megabyte again and again. */
const sendMegabytes =
  (sent: (sha256: string) => void): RequestListener =>
  (request, response) => {
    const megabytes = Number((request.url ?? '').split('/')[1]);
    const megabyte = aWave({ soundBytes: MB }).subarray(-MB);
    const header = aWave({ soundBytes: 2 }).subarray(0, -2);
    header.writeUInt32LE(header.byteLength - 8 + megabytes * MB, 4);
    header.writeUInt32LE(megabytes * MB, header.byteLength - 4);
    const hash = createHash('sha256').update(header);
    response.writeHead(200, { 'content-length': header.byteLength + megabytes * MB });
    response.write(header);
    const send = async () => {
      for (let count = 0; count < megabytes; count += 1) {
        hash.update(megabyte);
        if (!response.write(megabyte)) await new Promise((resolve) => response.once('drain', resolve));
      }
      sent(hash.digest('hex'));
      response.end();
    };
    send().catch(() => response.destroy());
  };

describe('the memory of the archiver', () => {
  it.each([
    ['a file of 200 MB', ['200']],
    ['eight files of 20 MB at once', ['20/a', '20/b', '20/c', '20/d', '20/e', '20/f', '20/g', '20/h']],
    [
      'eight files of 7 MB at once, which are held whole',
      ['7/a', '7/b', '7/c', '7/d', '7/e', '7/f', '7/g', '7/h'],
    ],
  ])('stays under 100 MB above the idle process for %s', async (_case, paths) => {
    const sent: string[] = [];
    const url = await serveHttp(sendMegabytes((sha256) => sent.push(sha256)));
    const { endpoint, received } = await serveSwallowingS3();
    const order = { s3: endpoint, warmUp: `${url}/9/warm-up`, files: paths.map((path) => `${url}/${path}`) };

    const { stdout } = await promisify(execFile)(process.execPath, [CHILD, JSON.stringify(order)]);

    const { aboveIdleBytes, results } = JSON.parse(stdout);
    const digests = [...received.values()].map(({ sha256 }) => sha256);
    expect(results).toEqual(paths.map(() => expect.objectContaining({ sha256: expect.any(String) })));
    expect(digests.toSorted()).toEqual(sent.toSorted());
    expect(aboveIdleBytes / MB).toBeLessThan(100);
    if (process.env['SHOW_MEMORY']) process.stderr.write(`${stdout.slice(0, 90)}\n`);
  });
});
