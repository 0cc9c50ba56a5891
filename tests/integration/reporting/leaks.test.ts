import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_ACCOUNT } from '../../../simulator/simulator.ts';
import { person } from '../../harness/fixtures.ts';
import type { Answer, Stack } from '../../harness/stack.ts';
import { startReportingStack, withIamUser } from './reporting-stack.ts';

const NAME = '欧阳知更鸟';
const CARD = '11010519491231002X';
const PHOTO = Buffer.concat([
  Buffer.from('ffd8ffe0', 'hex'),
  Buffer.from('a face that nobody else has'.repeat(20)),
]);

let stack: Stack;
beforeAll(async () => {
  stack = await startReportingStack('enforce', { configuration: withIamUser });
});
afterAll(() => stack.close());

const report = (index: number, changes: object = {}): Promise<Answer> =>
  stack.request('POST', '/reports', {
    body: {
      agreeAuthorizationStatement: true,
      numbers: [
        {
          number: person(index),
          name: NAME,
          identityCard: CARD,
          photo: PHOTO.toString('base64'),
          ...changes,
        },
      ],
    },
  });

test('nothing of name, card, photo and credentials is kept, logged or answered, whatever happens', async () => {
  const answers = [await report(501), await report(501), await report(502, { name: NAME.repeat(20) })];
  const kinds = [
    'drop-before',
    'drop-after',
    'error-page',
    'http-500',
    'truncated',
    'empty',
    'json-200',
  ] as const;
  let index = 510;
  for (const on of ['iam-token', 'report-query', 'report-files', 'report-add'] as const)
    for (const kind of kinds) {
      index += 1;
      await stack.control.faults.add({ on, kind });
      answers.push(await report(index));
      await stack.control.faults.clear();
      // A token is asked for anew after its day.
      if (on === 'iam-token') await stack.advance(23 * 3600);
    }
  await stack.control.reports.decide({
    number: person(501),
    outcome: 'failed',
    failReason: `${NAME} ${CARD}`,
  });
  await stack.invoke('report-numbers');
  for (const change of ['/parties/change', '/bindings'])
    answers.push(
      await stack.request('POST', change, { body: { mode: 'AXB', a: person(501), b: person(502) } }),
    );

  const tables = Object.keys(stack.tables) as (keyof typeof stack.tables)[];
  const stored = JSON.stringify(await Promise.all(tables.map((table) => stack.items(table))));
  const said = [stack.logs.join('\n'), stored, ...answers.map(({ text }) => text)].join('\n');
  const secrets = [
    NAME,
    CARD,
    CARD.slice(0, 17),
    PHOTO.toString('base64').slice(8, 60),
    DEMO_ACCOUNT.iamUser.password,
  ];
  expect(secrets.filter((secret) => said.includes(secret))).toStrictEqual([]);
  expect([stack.logs.join('\n'), stored].filter((text) => /1380000\d{4}/.test(text))).toStrictEqual([]);
  expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThan(0);
  expect(stack.logs.some((line) => line.includes('"soughtFor":{"number.0":"'))).toBe(true);
});

test('a token is used for a day, and asked for anew when it is refused', async () => {
  const tokens = async () =>
    (await stack.control.journal({ kind: 'request', operation: 'iam-token' })).length;
  await report(601);
  const before = await tokens();
  await report(602);
  expect(await tokens()).toBe(before);
  await stack.advance(23 * 3600);
  expect((await report(603)).status).toBe(202);
  expect(await tokens()).toBe(before + 1);
});
