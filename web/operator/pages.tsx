import type { FunctionComponent } from 'preact';
import { BindingsPage } from './bindings/bindings-page.tsx';
import { HealthPage } from './health/health-page.tsx';
import { PoolPage } from './pool/pool-page.tsx';
import { PushesPage } from './pushes/pushes-page.tsx';
import { RecordingsPage } from './recordings/recordings-page.tsx';
import { SearchPage } from './search/search-page.tsx';
import { texts } from './texts/texts.ts';
import { UsagePage } from './usage/usage-page.tsx';

/** A page of the console, and the scopes of which a key needs one to have it. */
export type ConsolePage = Readonly<{
  path: string;
  name: () => string;
  scopes: readonly string[];
  Page: FunctionComponent;
}>;

/** In the order of the list at the left. */
export const PAGES: readonly ConsolePage[] = [
  { path: 'search', name: () => texts.value.pages.search, scopes: ['read', 'read:masked'], Page: SearchPage },
  {
    path: 'bindings',
    name: () => texts.value.pages.bindings,
    scopes: ['read', 'read:masked'],
    Page: BindingsPage,
  },
  { path: 'pool', name: () => texts.value.pages.pool, scopes: ['numbers'], Page: PoolPage },
  {
    path: 'recordings',
    name: () => texts.value.pages.recordings,
    scopes: ['operations'],
    Page: RecordingsPage,
  },
  { path: 'pushes', name: () => texts.value.pages.pushes, scopes: ['operations'], Page: PushesPage },
  { path: 'usage', name: () => texts.value.pages.usage, scopes: ['usage'], Page: UsagePage },
  { path: 'health', name: () => texts.value.pages.health, scopes: ['operations'], Page: HealthPage },
];
