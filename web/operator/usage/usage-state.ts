import { signal } from '@preact/signals';
import { serviceTime } from '../../kit/state/clock.ts';
import { keepFile } from '../../kit/state/keep-file.ts';
import { createLoader } from '../../kit/state/loaded.ts';
import { ask, askFile } from '../api.ts';
import type { Asked } from '../api-shapes.ts';
import { pageAfter, pagesAgain } from '../lists/read-again.ts';
import { atSignOut } from '../session.ts';
import { monthAfter, monthsUntil, sheetName, type Usage, type UsageBy } from './usage-model.ts';

/** The question: a month, of one app or all. */
export type UsageQuestion = Readonly<{ month: string; app: string; by: UsageBy }>;

/** By the clock of the service. */
const thisMonth = (): string => monthsUntil(new Date(serviceTime()))[0] ?? '';

/** The month is chosen when the page is opened: before that the service has not said which one it is. */
const NOT_ASKED: UsageQuestion = { month: '', app: '', by: 'app' };

/** The question that is shown. */
export const question = signal<UsageQuestion>(NOT_ASKED);

/** The sums as they were asked for. */
export const sums = createLoader<Asked<Usage, UsageQuestion>>();
/** The sums by day, for the chart. */
export const days = createLoader<Usage>();

const spanOf = ({ month, app }: UsageQuestion) => ({ from: month, to: monthAfter(month), app });

/** Asks for the sums; with `cursor` the rows after that are added. */
export const loadSums = (cursor?: string): void => {
  const before = cursor === undefined ? undefined : sums.state.peek().value;
  const asked = before?.asked ?? question.peek();
  void sums.load((aborted) => pageAfter(asked, before, askSums(aborted)));
};

const askSums = (signal: AbortSignal) => (asked: UsageQuestion, cursor: string | undefined) =>
  ask<Usage>('GET', 'usage', { query: { ...spanOf(asked), by: asked.by, limit: '200', cursor }, signal });

const loadDays = (): void => {
  const query = { ...spanOf(question.peek()), by: 'day' };
  void days.load((aborted) => ask<Usage>('GET', 'usage', { query, signal: aborted }));
};

const askMonth = (): void => {
  if (question.peek().month === '') question.value = { ...question.peek(), month: thisMonth() };
};

/** Asks for all that the page shows. */
export const loadUsage = (): void => {
  askMonth();
  loadDays();
  loadSums();
};

/** Reads anew what is shown, as far as it is shown. */
export const readUsageAgain = (): void => {
  askMonth();
  loadDays();
  void sums.load((aborted) => pagesAgain(question.peek(), sums.state.peek().value, askSums(aborted)));
};

/** Hands over the sums as a sheet, which has every row. */
export const downloadSheet = async (): Promise<void> => {
  const { month, by } = question.peek();
  const query = { ...spanOf(question.peek()), by };
  keepFile(await askFile('usage', { query, headers: { accept: 'text/csv' } }), sheetName(month, by));
};

atSignOut(() => {
  sums.clear();
  days.clear();
  question.value = NOT_ASKED;
});
