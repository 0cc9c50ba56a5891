import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firstLook } from '../../../web/operator/health/first-look.ts';
import { KNOWN_CODES, lineText } from '../../../web/operator/health/line-words.ts';
import { runbookPath, shownOn } from '../../../web/operator/health/page-of-line.ts';
import { byPart, countState, pageName, type StatusLine } from '../../../web/operator/health/status.ts';

const AT = '2026-03-01T08:20:00.000Z';

const line = (changes: Partial<StatusLine>): StatusLine => ({
  ...{ part: 'gate', code: 'gate-open', name: 'gate', state: 'ok', text: 'in English', values: {} },
  ...changes,
});

describe('the lines of the state', () => {
  const LINES = [
    line({ part: 'gate', name: 'gate' }),
    line({ part: 'runs', name: 'one', state: 'ok' }),
    line({ part: 'runs', name: 'two', state: 'wrong' }),
    line({ part: 'runs', name: 'three', state: 'unknown' }),
    line({ part: 'alarms', name: 'alarms', state: 'unknown' }),
  ];

  test('stand by part, the wrong ones first', () => {
    expect(
      byPart(LINES).map(({ part, state, lines }) => [part, state, lines.map(({ name }) => name)]),
    ).toEqual([
      ['runs', 'wrong', ['two', 'three', 'one']],
      ['alarms', 'unknown', ['alarms']],
      ['gate', 'ok', ['gate']],
    ]);
  });

  test('are counted by state', () => {
    expect(countState(LINES, 'unknown')).toBe(2);
  });
});

describe('a line in words', () => {
  test.each([
    ['en', 'run-seen', '4 min 30 s ago; 20 runs in 15 min, 0 failed'],
    ['zh', 'run-seen', '4 分 30 秒前；15 分内运行 20 次，失败 0 次'],
  ] as const)('says in %s what its code and values say: %s', (language, code, text) => {
    const values = { lastRunAt: '2026-03-01T08:15:30.000Z', runs: 20, errors: 0, withinSeconds: 900 };

    expect(lineText(line({ part: 'runs', code, values }), AT, language)).toBe(text);
  });

  test.each(['en', 'zh'] as const)('in %s says a code that is not known as the API does', (language) => {
    expect(lineText(line({ code: 'of-a-later-release' }), AT, language)).toBe('in English');
  });

  test.each(['en', 'zh'] as const)('in %s survives values that are missing', (language) => {
    for (const code of KNOWN_CODES[language])
      expect(lineText(line({ code }), AT, language)).not.toMatch(/undefined|NaN|Invalid/);
  });

  test('has the same codes in both languages', () => {
    expect(KNOWN_CODES.zh).toEqual(KNOWN_CODES.en);
  });

  test('tells of the states of numbers only those that there are', () => {
    const values = { area: '755', available: 3, draining: 1, looked: 4, busy: 2 };

    expect(lineText(line({ part: 'pool', code: 'pool-filled', values }), AT, 'en')).toBe(
      '3 available, 1 draining; of 4 looked at, 2 in use',
    );
  });
});

test.each([
  ['prod', 'npm run ops -- recordings status --stage prod'],
  ['local', 'npm run ops -- recordings status'],
  [undefined, 'npm run ops -- recordings status'],
])('the command that looks closer, at the stage %s', (stage, command) => {
  expect(firstLook({ part: 'recordings' }, stage)).toBe(command);
});

test.each([
  [{ part: 'quarantine', page: 'docs/runbook/alarms/quarantine-not-empty.md' }, 'pushes'],
  [{ part: 'silence' }, 'pushes'],
  [{ part: 'pool', page: 'docs/runbook/alarms/pool-nearly-empty.md' }, 'pool'],
  [{ part: 'recordings' }, 'recordings'],
  [{ part: 'alarms', page: 'docs/runbook/alarms/recordings-last-day.md' }, 'recordings'],
  [{ part: 'runs', page: 'docs/runbook/alarms/archiver-silent.md' }, 'recordings'],
  [{ part: 'alarms', page: 'docs/runbook/alarms/usage-not-counted.md' }, 'usage'],
  [{ part: 'alarms', page: 'docs/runbook/alarms/arrears.md' }, undefined],
  [{ part: 'gate' }, undefined],
] as const)('%o is shown on the page %s', (about, place) => {
  expect(shownOn(line(about))?.place).toBe(place);
});

test.each(['en', 'zh'] as const)('the runbook has every page in %s', (language) => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const pages = readdirSync(join(root, 'docs/runbook/alarms'));

  const missing = pages.filter(
    (page) => !existsSync(join(root, runbookPath(`docs/runbook/alarms/${page}`, language))),
  );

  expect(pages).toContain('quarantine-not-empty.md');
  expect(missing).toEqual([]);
  expect(runbookPath('docs/runbook/alarms/arrears.md', 'zh')).toBe('docs/zh-CN/runbook/alarms/arrears.md');
});

test('a page is named as its file is', () => {
  expect(pageName('docs/runbook/alarms/recordings-lost.md')).toBe('recordings-lost');
});
