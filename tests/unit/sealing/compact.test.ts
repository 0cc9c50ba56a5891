import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand, shrink } from '../../../shared/sealing/compact.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(7) }]);

describe('shrink', () => {
  it('writes any bytes so that expand gives them back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(expand(shrink(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('opens what an earlier release stored, so its dictionary may never change', () => {
    const stored = Buffer.from('AYOli6LMlNRifImjWNdQCd09tQA=', 'base64');

    const text = expand(stored).toString();

    expect(text).toBe('{"app":"rides","mode":"AXB","sessionId":"s-1","recorded":true}');
  });

  it('opens a stored value that borrows from every line of the dictionary', () => {
    const stored = Buffer.from(
      ['AbXUAQEAAAiDsOILbwZ/7cDI56AWLgetYOvBowCfWJelDB0E++rdlzo='].join(''),
      'base64',
    );

    expect(expand(stored).toString().split('|')).toEqual([
      '"identifier":"notification":"Notify","Block","sender":"+86',
      '"content":"areaCode":"07"digits":"releaseText":"The user releases',
      '"callin"collectInfo"callout"alerting"answer"disconnect"at"',
      '"hostName":"spId":"serviceType":"004"mptyId":"callDuration"',
      '"recordingUrl":"https://"extension":"failedAt":"202"abnormal"unknown"to-a"hungUpBy"',
      '"mode":"AXE","AXYB","AX","X",{"app":"","mode":"AXB"',
      '@callenabler.huaweicaas.com","recordId":".3980000001.1200',
      '"presentedNumber":"+8617","direction":"from-a",',
      '"forwardedAt":"2026-0","ringingAt":"2026-","answeredAt":"2026-',
      '"q850Cause":19,"releaseCode":8101,"sipStatus":480,',
      '"recordingStartedAt":"202:00.000Z","recording":{"fileName":".wav","domain":"ostor.',
    ]);
  });

  it('writes what would not get shorter as it is, behind a zero byte', () => {
    expect([...shrink(Buffer.of(0xfe))]).toEqual([0, 0xfe]);
    expect([...shrink(Buffer.alloc(0))]).toEqual([0]);
  });

  it('says of bytes of an unknown form that they are', () => {
    expect(() => expand(Buffer.of(9, 1, 2))).toThrow('a stored value is written in an unknown form');
  });
});

describe('sealCompact', () => {
  it('is opened as any other sealed value', () => {
    const sealed = sealer.sealCompact('{"caller":"+8613800000001"}', 'C#a');

    expect(sealer.open(sealed, 'C#a').toString()).toBe('{"caller":"+8613800000001"}');
  });

  it('does not open on another item', () => {
    const sealed = sealer.sealCompact('{}', 'C#a');

    expect(() => sealer.open(sealed, 'C#b')).toThrow(expect.objectContaining({ code: 'item-unreadable' }));
  });

  it('does not open when the mark of compact values is taken away', () => {
    const sealed = sealer.sealCompact('{"caller":"+8613800000001"}', 'C#a');

    const opened = sealer.open(sealed.replace('~', ''), 'C#a').toString();

    expect(opened).not.toContain('13800000001');
  });
});

describe('the initialisation vectors', () => {
  it('are never used twice, also beyond one draw of random bytes', () => {
    const sealed = Array.from({ length: 1000 }, () => sealer.seal('', 'C#a'));

    const vectors = sealed.map((text) => Buffer.from(text.split(':')[1] ?? '', 'base64url').subarray(0, 12));
    expect(new Set(vectors.map((vector) => vector.toString('hex'))).size).toBe(1000);
  });
});
