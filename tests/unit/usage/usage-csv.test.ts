import { describe, expect, it } from 'vitest';
import { usageSheet } from '../../../shared/usage/report/usage-csv.ts';
import { NO_USAGE } from '../../../shared/usage/usage-sums.ts';

const cellsOf = (references: readonly (string | null)[]): readonly string[] =>
  usageSheet(
    'reference',
    references.map((reference) => ({ app: 'rides', reference, sums: NO_USAGE, amounts: [] })),
  )
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.replace(/^rides,/, '').replace(/(?:,0){12},{5}$/, ''));

describe('a sheet of usage', () => {
  it('begins with a byte order mark, and ends each line', () => {
    const sheet = usageSheet('day', []);

    expect(sheet.charCodeAt(0)).toBe(0xfeff);
    expect(sheet.endsWith('\r\n')).toBe(true);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+8617000000001', "'+8617000000001"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['＝1+1', "'＝1+1"],
    ['＋8617000000001', "'＋8617000000001"],
    ['－2', "'－2"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['\u3000＝1', "'\u3000＝1"],
    ['\n=1', '"\'\n=1"'],
    ['\r=1', '"\'\r=1"'],
    ['订＝单', '订＝单'],
    ['|cmd', "'|cmd"],
    ['订单,42', '"订单,42"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['order-42', 'order-42'],
    [null, ''],
  ])('has %j as %j', (reference, written) => {
    expect(cellsOf([reference])).toEqual([written]);
  });

  it('has no amount of a row in several currencies', () => {
    const amount = { calls: '1.00', messages: '0.00', numbers: '0.00', total: '1.00' };
    const amounts = ['AUD', 'CNY'].map((currency) => ({ currency, ...amount }));

    const [, row] = usageSheet('day', [{ day: '2026-03-01', sums: NO_USAGE, amounts }]).split('\r\n');

    expect(row).toBe('2026-03-01,0,0,0,0,0,0,0,0,0,0,0,0,several,,,,');
  });
});
