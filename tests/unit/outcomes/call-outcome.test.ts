import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODE_TABLES, callOutcome, type OutcomeEvidence } from '../../../shared/outcomes/call-outcome.ts';
import { SMS_RESULTS, smsResult } from '../../../shared/outcomes/sms-result.ts';

const evidence = (told: Partial<OutcomeEvidence>): OutcomeEvidence => ({
  answered: false,
  releaseCode: undefined,
  q850Cause: undefined,
  sipStatus: undefined,
  stateCode: undefined,
  ...told,
});

describe('callOutcome', () => {
  it.each([
    [
      'an answered call',
      { answered: true, releaseCode: 0, q850Cause: 0, sipStatus: 0 },
      'release-code',
      0,
      'normal',
    ],
    [
      'a release point beside Q.850 and SIP',
      { releaseCode: 8101, q850Cause: 19, sipStatus: 480 },
      'release-code',
      8101,
      'callee',
    ],
    [
      'a release point beside an event',
      { releaseCode: 8014, stateCode: 7501 },
      'release-code',
      8014,
      'binding',
    ],
    [
      'a time limit of an answered call',
      { answered: true, releaseCode: 8010 },
      'release-code',
      8010,
      'tenant',
    ],
    [
      'Q.850 when the release point says nothing',
      { releaseCode: 0, q850Cause: 17, sipStatus: 486 },
      'q850-cause',
      17,
      'callee',
    ],
    ['Q.850 without a release point', { q850Cause: 38, sipStatus: 503 }, 'q850-cause', 38, 'network'],
    [
      'SIP when nothing else says anything',
      { releaseCode: 0, q850Cause: 0, sipStatus: 486 },
      'sip-status',
      486,
      'callee',
    ],
    [
      'the event when the CDR says nothing',
      { releaseCode: 0, q850Cause: 0, sipStatus: 0, stateCode: 7502 },
      'state-code',
      7502,
      'caller',
    ],
    ['the event alone', { stateCode: 8102 }, 'state-code', 8102, 'callee'],
    [
      'zeros of a call that nobody took',
      { releaseCode: 0, q850Cause: 0, sipStatus: 0 },
      'release-code',
      0,
      'unknown',
    ],
    ['a control of the vendor', { releaseCode: 8047 }, 'release-code', 8047, 'regulation'],
    ['a fault of the platform', { releaseCode: 7102 }, 'release-code', 7102, 'platform'],
    ['a code in no list', { releaseCode: 8999 }, 'release-code', 8999, 'unknown'],
    ['a negative code', { stateCode: -1 }, 'state-code', -1, 'unknown'],
  ] as const)('takes %s', (_case, told, source, code, kind) => {
    const outcome = callOutcome(evidence(told), 'en');

    expect(outcome).toMatchObject({ source, code, class: kind });
  });

  it('reads 7503 as declined in an event and as hung up in a CDR', () => {
    const inEvent = callOutcome(evidence({ stateCode: 7503 }), 'en');
    const inCdr = callOutcome(evidence({ releaseCode: 7503 }), 'en');

    expect(inEvent?.text).toBe('The callee declined');
    expect(inCdr?.text).toBe('The callee hung up');
  });

  it('speaks Chinese as well', () => {
    const outcome = callOutcome(evidence({ releaseCode: 8102 }), 'zh');

    expect(outcome).toEqual({ code: 8102, source: 'release-code', class: 'callee', text: '被叫忙' });
  });

  it('says nothing when no code was told', () => {
    const outcome = callOutcome(evidence({ q850Cause: 0, sipStatus: 0 }), 'en');

    expect(outcome).toBeUndefined();
  });
});

/** `7 9-11` as 7, 9, 10 and 11. */
const codesIn = (listed: string): number[] =>
  listed.split(' ').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, step) => first + step);
  });

describe('the dictionary', () => {
  const advice: unknown = JSON.parse(readFileSync('shared/outcomes/advice.json', 'utf8'));
  const tables = [...Object.values(CODE_TABLES), SMS_RESULTS];
  const meanings = tables.flatMap((table) => [...table.values()]);

  it.each([
    // privatenumber_02_0017, rtc_05_0019
    [
      'release-code',
      '0 522 7001-7005 7100-7109 7500-7508 7516 8002-8020 8022-8025 8030-8033 8035 8040-8044 8046-8051 8055-8059 8100-8111 8139',
    ],
    [
      'state-code',
      '0 522 7001-7005 7100-7102 7105-7109 7500-7508 7516 8006-8008 8010 8011 8013-8020 8022-8025 8030-8033 8035 8040-8044 8046-8051 8055-8059 8100-8105 8139',
    ],
    // rtc_05_0018; 0 means that there is no cause
    [
      'q850-cause',
      '0-9 16-23 25-31 34 38-44 46 47 49 50 53 55 57 58 62 63 65 66 69 70 79 81-88 90 91 95-103 110 111 127',
    ],
    ['sip-status', '403 404 408 410 480 484 486-488 500 502-504 600 603 604'],
  ] as const)('has every %s of the lists, and none of its own', (source, listed) => {
    const table = CODE_TABLES[source];
    const codes = codesIn(listed);
    const missing = codes.filter((code) => !table.has(code));
    const invented = [...table.keys()].filter((code) => !codes.includes(code));

    expect(missing).toEqual([]);
    // Both share one space of numbers, so a release point in an event is understood as well.
    expect(
      invented.filter((code) => source !== 'state-code' || !CODE_TABLES['release-code'].has(code)),
    ).toEqual([]);
  });

  it.each([
    ['release-code', 'normal', '0'],
    ['release-code', 'platform', '522 7102 8005 8007 8008 8011 8015 8020 8040 8041 8139'],
    ['release-code', 'regulation', '7001-7005 7107 7500 8023 8024 8042-8044 8046-8051 8055-8059'],
    ['release-code', 'tenant', '7100 7101 7105 7106 7108 7109 7507 8006 8010 8012 8017 8018 8025'],
    ['release-code', 'binding', '7103 7104 8013 8014 8016 8019 8022 8030 8031'],
    ['release-code', 'caller', '7501 7502 7516 8004 8009 8032 8033 8106-8111'],
    ['release-code', 'callee', '7503 7504 8003 8035 8100-8105'],
    ['release-code', 'network', '7505 7506 7508 8002'],
    ['q850-cause', 'normal', '0 16 31'],
    ['q850-cause', 'callee', '1 5 17-23 26-28'],
    [
      'q850-cause',
      'network',
      '2-4 6-9 25 29 30 34 38-44 46 47 49 50 53 55 57 58 62 63 65 66 69 70 79 81-88 90 91 95-103 110 111 127',
    ],
    ['sip-status', 'callee', '404 408 410 480 484 486 600 603 604'],
    ['sip-status', 'caller', '487'],
    ['sip-status', 'network', '403 488 500 502-504'],
    ['state-code', 'callee', '7503 7504 8035 8105'],
    ['state-code', 'platform', '8007'],
    ['state-code', 'binding', '8014'],
  ] as const)('names who can fix each %s: %s', (source, kind, listed) => {
    const others = codesIn(listed).filter((code) => CODE_TABLES[source].get(code)?.class !== kind);

    expect(others).toEqual([]);
  });

  it('has every result of SMS', () => {
    expect([...SMS_RESULTS.keys()].sort((one, other) => one - other)).toEqual(codesIn('0-13'));
  });

  it('has a text in both languages and an advice for each', () => {
    const bare = meanings.filter(
      ({ text, advice: key }) =>
        text.en === '' || !/\p{Script=Han}/u.test(text.zh) || !Object.hasOwn(Object(advice), key),
    );

    expect(bare).toEqual([]);
  });

  it('has each code once', () => {
    const data: unknown = JSON.parse(readFileSync('shared/outcomes/release-codes.json', 'utf8'));
    const repeated = Object.values(Object(data)).filter((rows) => {
      const codes = Array.isArray(rows) ? rows.map(([code]) => code) : [];
      return new Set(codes).size !== codes.length;
    });

    expect(repeated).toEqual([]);
  });
});

describe('smsResult', () => {
  it.each([
    [0, 'normal', 'Sent'],
    [1, 'tenant', 'Not sent: the account is frozen'],
    [2, 'binding', 'Not sent: no binding'],
    [3, 'tenant', 'Not sent: the private number is suspended'],
    [4, 'tenant', 'Not sent: the app is not in commercial use'],
    [5, 'platform', 'Not sent: internal fault of the platform'],
    [6, 'tenant', 'Discarded by our order'],
    [7, 'tenant', 'Discarded: our answer did not come in time'],
    [8, 'regulation', 'Not sent: blacklist'],
    [9, 'network', 'Sent in part'],
    [10, 'network', 'Not sent: no part got through'],
    [11, 'tenant', 'Not sent: the private number has no texts'],
    [12, 'regulation', 'Not sent: a required word is missing'],
    [13, 'regulation', 'Not sent: a forbidden word'],
    [99, 'unknown', 'A code that is in no list'],
  ])('decodes %i', (code, kind, text) => {
    const result = smsResult(code, 'en');

    expect(result).toEqual({ code, class: kind, text });
  });
});
