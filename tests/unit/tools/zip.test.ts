import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { zip } from '../../../tools/serverless-plugin/zip.mjs';
import { zipEntries } from '../../manifest/zip-entries.ts';

const INDEX = Buffer.from('export const handler = () => 1;\n'.repeat(100));
const NOTE = Buffer.from('käse\n');
const JANUARY_1980 = 0x21;

describe('the zip of a function', () => {
  it('holds its files sorted by name, readable for all, with a fixed time', () => {
    const packed = Buffer.from(
      zip(
        new Map([
          ['functions/b/index.mjs', INDEX],
          ['functions/a/ü.txt', NOTE],
        ]),
      ),
    );

    const common = { mode: 0o100644, time: 0, date: JANUARY_1980 };
    expect(zipEntries(packed)).toEqual([
      { name: 'functions/a/ü.txt', content: NOTE, ...common },
      { name: 'functions/b/index.mjs', content: INDEX, ...common },
    ]);
    expect(packed.length).toBeLessThan(500);
  });

  it('is the same bytes in whatever order the files are given', () => {
    const one = zip(
      new Map([
        ['a', INDEX],
        ['b', NOTE],
      ]),
    );
    const other = zip(
      new Map([
        ['b', NOTE],
        ['a', INDEX],
      ]),
    );

    expect(Buffer.from(one).equals(other)).toBe(true);
  });

  it('is the same bytes in every time zone', () => {
    const zipModule = new URL('../../../tools/serverless-plugin/zip.mjs', import.meta.url).href;
    const script = `
      const { zip } = await import(${JSON.stringify(zipModule)});
      process.stdout.write(Buffer.from(zip(new Map([['a', Buffer.from('content')]]))).toString('hex'));`;
    const zippedIn = (zone: string): string =>
      execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: fileURLToPath(new URL('../../../', import.meta.url)),
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      });

    expect(zippedIn('Pacific/Kiritimati')).toBe(zippedIn('America/Los_Angeles'));
  });

  it('may be empty', () => {
    expect(zipEntries(Buffer.from(zip(new Map())))).toEqual([]);
  });
});
