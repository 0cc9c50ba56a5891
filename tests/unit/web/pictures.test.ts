import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MADE_FROM, PICTURES, sourcesOfPictures } from '../../browser/pictures/sources.ts';

/** The first bytes of each PNG file. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

describe('the pictures of README', () => {
  it('are of the consoles as they are now; else: node tools/with-node24.mjs tests/browser/pictures/make-pictures.ts', async () => {
    expect(JSON.parse(readFileSync(MADE_FROM, 'utf8'))).toEqual(await sourcesOfPictures());
  });

  it.each(['console.png', 'simulator.png'])('%s is a picture that README shows', (name) => {
    expect(readFileSync(join(PICTURES, name)).subarray(0, 4)).toEqual(PNG);
    for (const page of ['README.md', 'README.zh-CN.md'])
      expect(readFileSync(join(PICTURES, '..', '..', page), 'utf8')).toContain(`(docs/pictures/${name})`);
  });
});
