import { describe, expect, it } from 'vitest';
import { readConsoleCalls } from '../../../shared/calls/console/read-console-calls.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { decodeTable } from '../../../shared/numbers/table/decode-table.ts';

const CHINESE = '主叫号码,X号码,呼叫开始时间,被叫号码,通话时长（秒）,接听时间,运营商';
const LINE = '13800000001,17000000001,2026-03-01 10:30:03,13900000002,65,2026-03-01 10:30:15,联通';

const CALL = {
  place: 'row 2',
  x: '+8617000000001',
  caller: '+8613800000001',
  callee: '+8613900000002',
  startedAt: '2026-03-01T02:30:03.000Z',
  answeredAt: '2026-03-01T02:30:15.000Z',
  endedAt: '2026-03-01T02:31:20.000Z',
  talkSeconds: 65,
};

const read = (text: string, zone: 'beijing' | 'utc' = 'beijing') => readConsoleCalls(text, zone);

const faultsOf = (text: string) => {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (error.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
  }
};

describe("the console's list of calls", () => {
  it('is read under Chinese names, with times of Beijing, and says which columns it does not know', () => {
    expect(read(`${CHINESE}\n${LINE}`)).toEqual({
      calls: [CALL],
      messages: 0,
      ignoredColumns: ['运营商'],
    });
  });

  it('is read in any order, under English names, with tabs, in UTC, and in the encodings of spreadsheets', () => {
    const english =
      'Call Time\tCallee\tX\tCaller\tDuration\n2026/3/1 2:30:03\t13900000002\t="17000000001"\t86 138-0000-0001\t00:01:05';
    const utf16 = Buffer.from(`\uFEFF${CHINESE}\r\n${LINE}\r\n`, 'utf16le');
    const gb = Buffer.concat([
      Buffer.from([0xd6, 0xf7, 0xbd, 0xd0, 0xba, 0xc5, 0xc2, 0xeb]),
      Buffer.from(',x,start time\n13800000001,17000000001,2026-03-01 10:30:03\n'),
    ]);

    const { calls } = read(english, 'utc');
    expect(calls).toEqual([{ ...CALL, answeredAt: undefined, endedAt: undefined, answerUnclear: true }]);
    expect(read(decodeTable(utf16)).calls).toEqual([CALL]);
    expect(read(decodeTable(gb)).calls[0]).toMatchObject({
      caller: '+8613800000001',
      startedAt: CALL.startedAt,
    });
  });

  it.each([
    ['2026-03-01T02:30:03Z', '2026-03-01T02:30:03.000Z'],
    ['2026-03-01 10:30:03+08:00', '2026-03-01T02:30:03.000Z'],
    ['2026年3月1日 10:30:03', '2026-03-01T02:30:03.000Z'],
    ['20260301103003', '2026-03-01T02:30:03.000Z'],
    ['2026-03-01 00:00:00', '2026-02-28T16:00:00.000Z'],
  ])('has the moment %s', (written, at) => {
    expect(read(`caller,x,start time\n13800000001,17000000001,${written}`).calls[0]?.startedAt).toBe(at);
  });

  it('makes up no moment: a length without an end or an answer stays a length', () => {
    const [call] = read(
      'caller,x,start time,duration\n13800000001,17000000001,2026-03-01 10:30:03,1分5秒',
    ).calls;

    expect(call).toMatchObject({ talkSeconds: 65, answerUnclear: true });
    expect([call?.answeredAt, call?.endedAt]).toEqual([undefined, undefined]);
  });

  it.each([
    ['a length of 0', 'duration', '0', undefined],
    ['an empty cell for the answer', 'answer time', '', undefined],
    ['no column about the answer', 'callee', '', true],
    ['an empty length', 'duration', '', true],
  ])('says by %s whether the talk is known', (_how, column, cell, answerUnclear) => {
    const [call] = read(
      `caller,x,start time,${column}\n13800000001,17000000001,2026-03-01 10:30:03,${cell}`,
    ).calls;

    expect(call?.answerUnclear).toBe(answerUnclear);
  });

  it('has a fault where moments and length contradict each other by more than rounding', () => {
    const rows = [
      '10:30:03,10:30:05,10:30:09,10:31:20,71',
      '10:30:03,10:30:05,10:30:09,10:31:20,73',
      '10:30:03,,09:30:09,10:31:20,',
      '10:30:03,10:30:05,10:30:09,10:30:06,',
      '10:30:03,10:29:05,,,',
      '10:30:03,,10:30:09,10:31:20,11',
      '10:30:03,,10:30:09,10:31:20,0',
      '10:30:03,,,10:30:09,11',
      '10:30:03,,,10:30:09,0',
    ].map(
      (row) =>
        `13800000001,17000000001,${row.replaceAll('10:', '2026-03-01 10:').replace('09:', '2026-03-01 09:')}`,
    );

    expect(
      faultsOf(['caller,x,start time,ring time,answer time,end time,duration', ...rows].join('\n')),
    ).toEqual([
      'row 4: start, ringing, answer and end are not in this order',
      'row 5: start, ringing, answer and end are not in this order',
      'row 6: start, ringing, answer and end are not in this order',
      'row 7: the length of the talk contradicts its answer or end: look at its unit, seconds',
      'row 8: the length of the talk contradicts its answer or end: look at its unit, seconds',
      'row 9: the length of the talk contradicts its answer or end: look at its unit, seconds',
    ]);
  });

  it('leaves texts out, and empty rows', () => {
    const list = `类型,${CHINESE}\n短信,${LINE}\n,,,,,,,\n语音,${LINE}`;

    expect(read(list)).toMatchObject({ messages: 1, calls: [{ ...CALL, place: 'row 4' }] });
  });

  it('names every row at fault as a spreadsheet counts it, and quotes no cell', () => {
    const list = [
      '业务详单',
      CHINESE,
      LINE,
      LINE.replace('13800000001', '138****0001'),
      LINE.replace('13800000001', '1.38E+10'),
      LINE.replace('17000000001', ''),
      LINE.replace('10:30:03', '10:30'),
      LINE.replace('2026-03-01 10:30:03', '2026-02-30 10:30:03'),
      LINE.replace(',65,', ',long,'),
      LINE.replace('13800000001', ''),
    ].join('\n');

    const faults = faultsOf(list);

    expect(faults).toEqual([
      'row 4: the number of the caller is masked: export the list with whole numbers',
      'row 5: the number of the caller has lost digits (scientific notation): format its column as text',
      'row 6: the private number (X) is missing or cannot be read',
      expect.stringMatching(/^row 7: must be a time with seconds/),
      expect.stringMatching(/^row 8: must be a time with seconds/),
      'row 9: the length of the talk must be in seconds, or such as 00:01:05',
      'row 10: the number of the caller is missing',
    ]);
    expect(faults.join()).not.toMatch(/0000|1\.38|long/);
  });

  it('needs its three columns, each once, and holds ten thousand calls', () => {
    expect(faultsOf('主叫号码,被叫号码\n13800000001,13900000002')).toEqual([
      'row 1: must name a column for the start of the call (呼叫时间)',
      'row 1: must name a column for the private number (X号码)',
    ]);
    expect(faultsOf(`主叫,${CHINESE}\n1,${LINE}`)).toEqual(['row 1: names the column caller more than once']);
    const many = (count: number) => `${CHINESE}\n${`${LINE}\n`.repeat(count)}`;
    expect(read(many(10_000)).calls).toHaveLength(10_000);
    expect(faultsOf(many(10_001))).toEqual([': must hold at most 10000 calls']);
  });
});
