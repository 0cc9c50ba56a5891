import type { FunctionComponent } from 'preact';
import { CallsPage } from './calls/calls-page.tsx';
import { ClockPage } from './clock/clock-page.tsx';
import { FaultsPage } from './faults/faults-page.tsx';
import { NumbersPage } from './numbers/numbers-page.tsx';
import { PlayPage } from './play/play-page.tsx';
import { PushesPage } from './pushes/pushes-page.tsx';
import { RequestsPage } from './requests/requests-page.tsx';
import { texts } from './texts/texts.ts';

type PageName = keyof typeof texts.value.pages;

/** In the order of the list at the left. */
const PAGES: Readonly<Record<PageName, FunctionComponent>> = {
  play: PlayPage,
  numbers: NumbersPage,
  calls: CallsPage,
  pushes: PushesPage,
  faults: FaultsPage,
  clock: ClockPage,
  requests: RequestsPage,
};

const isPage = (word: string): word is PageName => Object.hasOwn(PAGES, word);

/** The pages with their names in the language that is shown. */
export const pageLinks = () =>
  Object.keys(PAGES)
    .filter(isPage)
    .map((path) => ({ path, name: texts.value.pages[path] }));

/** The page of that name. */
export const pageNamed = (word: string): FunctionComponent | undefined =>
  isPage(word) ? PAGES[word] : undefined;
