import { useEffect } from 'preact/hooks';
import { Boundary } from '../kit/parts/boundary.tsx';
import { Shell } from '../kit/parts/shell.tsx';
import { Badge, Empty, Loading, Note } from '../kit/parts/states.tsx';
import { language } from '../kit/state/language.ts';
import { useEvery } from '../kit/state/repeat.ts';
import { route } from '../kit/state/route.ts';
import { pageLinks, pageNamed } from './pages.tsx';
import { FaultNote } from './parts/fault-note.tsx';
import { Moment } from './parts/moment.tsx';
import { ResetButton } from './reset-button.tsx';
import { resets } from './state/last-bound.ts';
import { live, refresh, silence } from './state/live.ts';
import { texts } from './texts/texts.ts';

const REFRESH_SECONDS = 2;

/** The simulator's console. It needs no sign-in: whoever reaches it is at the machine that it runs on. */
export const App = () => {
  const t = texts.value;
  useEvery(REFRESH_SECONDS, () => void refresh());
  const links = pageLinks();
  const [wanted = 'play', chosen] = route.value;
  useTopOf(wanted, chosen);
  useEffect(() => {
    const name = links.find(({ path }) => path === wanted)?.name ?? '';
    document.title = `${name} · ${t.name}`;
  }, [wanted, language.value]);
  return (
    <Shell
      name={t.name}
      pages={links}
      tools={
        <>
          <Status />
          <ResetButton />
        </>
      }
    >
      {silence.value === undefined || live.value === undefined ? null : <Note tone="warn">{t.silent}</Note>}
      <Content wanted={wanted} />
    </Shell>
  );
};

const IS_NARROW = matchMedia('(max-width: 60rem)');

/** Another page begins at its top, and so does an entry that takes the place of its list. */
const useTopOf = (page: string, chosen: string | undefined): void => {
  useEffect(() => scrollTo(0, 0), [page, IS_NARROW.matches ? chosen : undefined]);
};

const Content = ({ wanted }: Readonly<{ wanted: string }>) => {
  if (live.value === undefined)
    return silence.value === undefined ? <Loading /> : <FaultNote error={silence.value} />;
  const Page = pageNamed(wanted);
  if (Page === undefined) return <Empty>{texts.value.noPage}</Empty>;
  return (
    <Boundary of={wanted}>
      <Page key={`${wanted} ${resets.value}`} />
    </Boundary>
  );
};

/** The platform's time, and the work still to come. */
const Status = () => {
  const { now, idle } = live.value ?? {};
  const t = texts.value;
  if (now === undefined || idle === undefined) return null;
  return (
    <>
      <span class="small dim">
        <span class="wide-only">
          {t.time} <Moment at={now} />
        </span>
        <span class="narrow-only">
          <Moment at={now} short />
        </span>
      </span>
      <Badge tone={idle.idle ? 'plain' : 'warn'}>
        {idle.idle ? t.quiet : t.pending(idle.pendingPushes, idle.heldCdrs, idle.runningCalls)}
      </Badge>
    </>
  );
};
