import { Card } from '../../kit/parts/data.tsx';
import { ReadAt } from '../../kit/parts/read-at.tsx';
import { Empty, Show } from '../../kit/parts/states.tsx';
import { useReading } from '../../kit/state/repeat.ts';
import { hrefOf, route } from '../../kit/state/route.ts';
import { AppChoice } from '../app-choice.tsx';
import { pushesTexts } from '../journal/push-texts.ts';
import { loadOverview, loadRefused, overview, pushesApp } from '../journal/pushes-state.ts';
import { showProblem } from '../problem-note.tsx';
import { QuarantineItem } from '../quarantine/quarantine-item.tsx';
import { QuarantineList } from '../quarantine/quarantine-list.tsx';
import { loadQuarantine, readQuarantineAgain } from '../quarantine/quarantine-state.ts';
import { ReplayPage } from '../replay/replay-page.tsx';
import { PushRate } from './push-rate.tsx';
import { PushTable } from './push-table.tsx';
import { RefusedPushes } from './refused-pushes.tsx';

/** The words in the address: an item of the quarantine, and a time that is fed again. */
const ITEM = 'item';
const REPLAY = 'replay';

/** Pushes: when they came, which were refused, what nobody could read, and feeding them again. */
export const PushesPage = () => {
  const [, place, id] = route.value;
  if (place === REPLAY) return <ReplayPage back={hrefOf('pushes')} />;
  if (place === ITEM && id !== undefined)
    return <QuarantineItem key={id} itemId={id} back={hrefOf('pushes')} />;
  return <Overview />;
};

const loadForApp = (): void => {
  loadOverview();
  loadQuarantine();
};

const Overview = () => {
  const t = pushesTexts.value;
  const again = () => {
    loadOverview();
    readQuarantineAgain();
    loadRefused();
  };
  useReading(again);
  return (
    <>
      <div class="page-head">
        <h1>{t.title}</h1>
        <div class="row">
          <a class="button" href={hrefOf('pushes', REPLAY)}>
            {t.replay}
          </a>
          <ReadAt loaded={overview.state.value} again={again} />
        </div>
      </div>
      <Card>
        <div class="form">
          <AppChoice
            value={pushesApp.value}
            onChange={(app) => {
              pushesApp.value = app;
              loadForApp();
            }}
          />
        </div>
      </Card>
      <QuarantineList hrefOfItem={(itemId) => hrefOf('pushes', ITEM, itemId)} />
      <Card title={t.rate}>
        <Show loaded={overview.state.value} failed={showProblem} again={loadOverview}>
          {(shown) => <PushRate overview={shown} />}
        </Show>
      </Card>
      <RefusedPushes />
      <Card title={t.latest}>
        <Show loaded={overview.state.value} failed={showProblem} again={loadOverview}>
          {({ latest }) => (latest.length === 0 ? <Empty>{t.noPush}</Empty> : <PushTable latest={latest} />)}
        </Show>
      </Card>
    </>
  );
};
