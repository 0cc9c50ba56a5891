import { describe, expect, it } from 'vitest';
import advice from '../../../shared/outcomes/advice.json' with { type: 'json' };
import { type AdviceSource, adviceFor, explain } from '../../../shared/outcomes/advice.ts';
import { CODE_TABLES } from '../../../shared/outcomes/call-outcome.ts';
import { SMS_RESULTS } from '../../../shared/outcomes/sms-result.ts';

describe('adviceFor', () => {
  it.each([
    ['release-code', 8013, 'Set a temporary callee of the binding before the call.'],
    ['release-code', 7503, 'Nothing to fix.'],
    ['state-code', 8102, 'Call again later.'],
    ['q850-cause', 17, 'Call again later.'],
    [
      'sip-status',
      503,
      "Try again after a minute. When it stays, give the vendor's support the time of the call and this code.",
    ],
    ['sms-result', 13, "Change the wording of the text; the vendor's support can tell which rule it met."],
    ['release-code', 8999, "Ask the vendor's support with the time of the call and this code."],
  ] satisfies [AdviceSource, number, string][])('tells about %s %i', (source, code, expected) => {
    expect(adviceFor(source, code, 'en')).toBe(expected);
  });

  it('speaks Chinese as well', () => {
    expect(adviceFor('release-code', 8102, 'zh')).toBe('稍后再拨。');
  });
});

describe('advice.json', () => {
  it('has a text in both languages for each key, and no key that no code has', () => {
    const keys = [...Object.values(CODE_TABLES), SMS_RESULTS].flatMap((table) =>
      [...table.values()].map((meaning) => meaning.advice),
    );

    const bare = Object.values(advice).filter(
      ({ en, zh }) => !/^[A-Z][^\p{Script=Han}]+\.$|\?/u.test(en) || !/\p{Script=Han}.*。$/u.test(zh),
    );
    expect(bare).toEqual([]);
    expect(Object.keys(advice).filter((key) => !keys.includes(key))).toEqual([]);
  });
});

describe('explain', () => {
  it('gives text and advice of an outcome in the language of the viewer', () => {
    const busy = { source: 'release-code', code: 8102, class: 'callee' } as const;

    expect(explain(busy, 'zh')).toEqual({ text: '被叫忙', advice: '稍后再拨。' });
    expect(explain(busy, 'en')).toEqual({ text: 'The callee is busy', advice: 'Call again later.' });
  });

  it('tells the end of a call that nobody answered from a normal end', () => {
    const end = { source: 'release-code', code: 0 } as const;

    expect(explain({ ...end, class: 'normal' }, 'en').text).toBe('One side hung up after talking');
    expect(explain({ ...end, class: 'unknown' }, 'en').text).toBe(
      'Ended before an answer, no cause was given',
    );
  });
});
