import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { createPushReader } from '../../../shared/platform/pushes/read-push.ts';
import type { Push, PushApp } from '../../../shared/pushes/push.ts';
import { EXAMPLES, modeOf } from '../../builders/examples.ts';
import { aCdrPush, aPushApp, aSentCdr, sampleText } from '../../builders/pushes.ts';

/** The reader's result for a push. Checked against the pages by hand. */
type ExpectedPush = Readonly<{
  kind: string;
  decisionRequest: string | null;
  namesOtherApp: boolean;
  items: readonly Readonly<Record<string, unknown>>[];
}>;

const FIXTURES = new URL('../../fixtures/platform/', import.meta.url);

const fixture = (path: string) => JSON.parse(readFileSync(new URL(path, FIXTURES), 'utf8'));

/** `tests/fixtures/platform/read` has a file for each push of `docs/pushes`. */
const expectedOf = (example: string): ExpectedPush => fixture(`read/${example}.json`);

/** A push that no page documents, what the reader makes of it, and the mode of the app that it came for (AXB). */
type OddPush = Readonly<{ mode?: Mode; push: unknown; read: ExpectedPush }>;

const ODD_PUSHES = readdirSync(new URL('odd-pushes/', FIXTURES)).map((file) => file.replace('.json', ''));

const read = createPushReader();

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

const readText = (text: string, app: PushApp = aPushApp()): Push => {
  const result = read(bytes(text), app);
  if (result.kind !== 'push') throw new Error(`no push: ${result.reason}`);
  return result.push;
};

const shown = ({ kind, decisionRequest, namesOtherApp, items }: Push): unknown => ({
  kind,
  decisionRequest: decisionRequest ?? null,
  namesOtherApp,
  items,
});

describe('a documented push', () => {
  it('has a file of what is read of it, and no other push has', () => {
    const files = readdirSync(new URL('read/', FIXTURES)).map((file) => file.replace('.json', ''));

    expect(files.toSorted()).toEqual(EXAMPLES.toSorted());
  });

  it.each(EXAMPLES)('%s is read as its file says', (name) => {
    const push = readText(sampleText(name), aPushApp({ mode: modeOf(name) }));

    expect(shown(push)).toEqual(expectedOf(name));
  });

  it.each(EXAMPLES)('%s leaves no remainder but documented fields', (name) => {
    const items = expectedOf(name).items;

    const left = items.flatMap(({ kind, ...item }) =>
      Object.values(item).flatMap((fields) => Object.keys(Object(fields).other ?? {})),
    );
    // `direction` means nothing in X mode, neither in CDRs nor in `extInfo`.
    const unclear = modeOf(name) === 'X' ? ['direction', 'extInfo'] : [];
    const known = ['spId', 'hostName', 'voiceCheckType', 'notifyMode', ...unclear];
    expect(left.filter((field) => !known.includes(field))).toEqual([]);
    expect(items.map(({ kind }) => kind)).not.toContain('unreadable');
  });
});

describe('a push that no page documents', () => {
  it.each(ODD_PUSHES)('%s is read as its file says', (name) => {
    const { mode = 'AXB', push, read: expected }: OddPush = fixture(`odd-pushes/${name}.json`);

    expect(shown(readText(JSON.stringify(push), aPushApp({ mode })))).toEqual(expected);
  });
});

describe('a dialect of CDRs', () => {
  const { items } = expectedOf('axb-cdr-answered-recorded');

  it.each([
    [
      'numbers as strings',
      { direction: '1', fwdUnaswRsn: '0', ulFailReason: '0', sipStatusCode: '0', recordFlag: '1' },
    ],
    ['strings as numbers', { callerNum: 8613800000001, bindNum: 8617000000001, calleeNum: 8617000000001 }],
    ['numbers without country code', { callerNum: '13800000001', fwdDstNum: '013800000002' }],
    ['blanks around values', { sessionId: ` ${aSentCdr()['sessionId']} `, icid: `${aSentCdr()['icid']} ` }],
    ['reserved fields as strings', { callOutUnaswRsn: '0', ttsPlayTimes: '0', ttsTransDuration: '0' }],
    ['reserved fields left out', { callOutUnaswRsn: undefined, mptyId: undefined, serviceType: undefined }],
    ['optional fields empty', { failTime: '', extendNum: '', userData: '  ', callRelDirection: null }],
    [
      'fields named like properties of objects',
      JSON.parse('{"__proto__":{"recordFlag":0},"constructor":"x"}'),
    ],
  ])('with %s says the same', (_case, changes) => {
    const push = readText(aCdrPush([{ ...aSentCdr(), ...changes }]));

    expect(push.items).toEqual(items);
  });

  it.each([
    ['left out', undefined],
    ['empty', ''],
    ['null', null],
  ])('with absent values %s says the same', (_case, stand) => {
    const absent = ['fwdAnswerTime', 'subscriptionId', 'mptyId', 'icid', 'fwdDstNum', 'hostName', 'spId'];
    const changes = Object.fromEntries(absent.map((name) => [name, stand]));

    const whole = Object(items[0]).cdr;
    const { recordId: _1, subscriptionId: _2, callee: _3, answeredAt: _4, other: _5, ...rest } = whole;
    expect(readText(aCdrPush([aSentCdr(changes)])).items).toEqual([{ kind: 'cdr', cdr: rest }]);
  });
});

describe('an item', () => {
  it('that is too large to be kept is unreadable', () => {
    const push = readText(aCdrPush([aSentCdr(), aSentCdr({ userData: 'x'.repeat(70_000) })]));

    expect(push.items).toMatchObject([{ kind: 'cdr' }, { kind: 'unreadable', reason: 'too-large' }]);
  });
});

describe('an envelope', () => {
  it('of CDRs may hold more than the fifty that are documented', () => {
    const push = readText(aCdrPush(Array.from({ length: 51 }, (_, at) => aSentCdr({ sessionId: `s${at}` }))));

    expect(push.items.filter(({ kind }) => kind === 'cdr')).toHaveLength(51);
  });

  it('takes the last of two values of the same name', () => {
    const push = readText('{"eventType":"answer","eventType":"fee","feeLst":[]}');

    expect(push.kind).toBe('cdrs');
  });

  it.each([
    ['CDRs', 'axb-cdr-answered-recorded', true],
    ['a text', 'axb-sms-notify-sent', true],
    ['an event, which names none', 'axb-event-answer', false],
  ])('tells that %s names another app than the signature', (_case, name, expected) => {
    const app = aPushApp({ appKey: 'AnotherAppKey' });

    const push = readText(sampleText(name), app);

    expect(push.namesOtherApp).toBe(expected);
  });

  it.each([
    ['no bytes', '', 'not-json'],
    ['no JSON', '{"eventType":', 'not-json'],
    ['a form', 'eventType=fee', 'not-json'],
    ['a list', '[]', 'unknown-envelope'],
    ['null', 'null', 'unknown-envelope'],
    ['a text', '"fee"', 'unknown-envelope'],
    ['an empty object', '{}', 'unknown-envelope'],
    ['a type that nobody knows', '{"eventType":"weather"}', 'unknown-envelope'],
    ['the type of an object property', '{"eventType":"constructor"}', 'unknown-envelope'],
    ['parts of other kinds', '{"feeLst":"x","numInfo":{},"statusInfo":[]}', 'unknown-envelope'],
    ['a nesting of 33 levels', `{"eventType":"fee","feeLst":${'['.repeat(32)}${']'.repeat(32)}}`, 'too-deep'],
    ['a nesting without end', '['.repeat(100_000), 'not-json'],
    ['a closed nesting of 100 000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 'too-deep'],
    ['more items than any push has', aCdrPush(Array.from({ length: 1001 }, () => 1)), 'too-many-items'],
  ])('is not %s', (_case, body, reason) => {
    const result = read(bytes(body), aPushApp());

    expect(result).toEqual({ kind: 'no-push', reason });
  });

  it('is not made of bytes that are not UTF-8', () => {
    const body = Buffer.concat([bytes('{"eventType":"fee","x":"'), Buffer.of(0xff, 0xc3), bytes('"}')]);

    const result = read(body, aPushApp());

    expect(result).toEqual({ kind: 'no-push', reason: 'not-json' });
  });

  it('may nest 32 levels', () => {
    const push = readText(`{"eventType":"fee","more":${'['.repeat(31)}${']'.repeat(31)}}`);

    expect(push.kind).toBe('cdrs');
  });
});

describe('a reader that keeps no texts', () => {
  it('drops the text from the message and from what the journal keeps', () => {
    const result = createPushReader({ keepText: false })(
      bytes(sampleText('axb-sms-notify-sent')),
      aPushApp(),
    );

    expect(result).toMatchObject({ push: { items: [{ message: { resultCode: 0 } }] } });
    expect(result.kind === 'push' && Buffer.from(result.push.body).toString()).not.toContain('On my way');
    expect(JSON.stringify(result)).not.toContain('On my way');
  });
});
