import type { Language } from '../../kit/state/languages.ts';
import { pageName, type StatusLine, type StatusPart } from './status.ts';

/** The page of the console, by its word in the address, and the scope of which a key needs one to have it. */
export type ShownOn = Readonly<{ place: 'pushes' | 'pool' | 'recordings' | 'usage'; scope: string }>;

const PUSHES: ShownOn = { place: 'pushes', scope: 'operations' };
const POOL: ShownOn = { place: 'pool', scope: 'numbers' };
const RECORDINGS: ShownOn = { place: 'recordings', scope: 'operations' };
const USAGE: ShownOn = { place: 'usage', scope: 'usage' };

const BY_PART: Readonly<Partial<Record<StatusPart, ShownOn>>> = {
  silence: PUSHES,
  'last-pushes': PUSHES,
  quarantine: PUSHES,
  pool: POOL,
  recordings: RECORDINGS,
};

/** Alarms are named after their subject. */
const BY_NAME: readonly (readonly [name: RegExp, shown: ShownOn])[] = [
  [/^(?:pushes|quarantine)-/, PUSHES],
  [/^(?:pool|numbers)-/, POOL],
  [/^(?:recordings|archiver)-/, RECORDINGS],
  [/^usage-/, USAGE],
];

/** The page of the console that shows what a line is about, where there is one. */
export const shownOn = ({ part, page }: Pick<StatusLine, 'part' | 'page'>): ShownOn | undefined => {
  const ofPart = BY_PART[part];
  if (ofPart !== undefined || page === undefined) return ofPart;
  return BY_NAME.find(([name]) => name.test(pageName(page)))?.[1];
};

/** The page of the runbook in a language. @param page `docs/runbook/alarms/recordings-lost.md` */
export const runbookPath = (page: string, language: Language): string =>
  language === 'zh' ? page.replace(/^docs\//, 'docs/zh-CN/') : page;
