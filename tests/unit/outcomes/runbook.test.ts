import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RUNBOOK, renderRunbook } from '../../../tools/outcome-runbook.ts';

describe('docs/runbook/why-did-my-call-fail.md', () => {
  const page = readFileSync(RUNBOOK, 'utf8');

  it('is up to date; npm test tells, tools/outcome-runbook.ts fixes', () => {
    const rendered = renderRunbook();

    expect(page).toBe(rendered);
  });

  it('tells what to do about a busy callee', () => {
    const row = page.split('\n').find((line) => line.startsWith('| 8102 |'));

    expect(row).toBe('| 8102 | `callee` | The callee is busy | 被叫忙 | Call again later. |');
  });
});
