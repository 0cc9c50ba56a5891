import { Button, ChoiceField } from '../../kit/parts/controls.tsx';
import { Card } from '../../kit/parts/data.tsx';
import { ReadAt } from '../../kit/parts/read-at.tsx';
import { Empty, Note, Show } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { useReading } from '../../kit/state/repeat.ts';
import { FailedApps } from '../lists/failed-apps.tsx';
import { showProblem } from '../problem-note.tsx';
import { access } from '../session.ts';
import { texts } from '../texts/texts.ts';
import { timelineTexts } from '../timeline/texts.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { TimelineList } from '../timeline/timeline-list.tsx';
import { latest, latestOf, loadLatest, loadMoreLatest, readLatestAgain } from './search-state.ts';
import { searchTexts } from './texts.ts';

/** The latest calls of one app or all, with one outcome or any. */
export const LatestCalls = ({ chosen }: Readonly<{ chosen: string | undefined }>) => {
  const t = searchTexts.value;
  const apps = access.value?.apps ?? [];
  const { app, outcome } = latestOf.value;
  const ask = (next: Partial<{ app: string; outcome: string }>) => {
    latestOf.value = { ...latestOf.peek(), ...next };
    loadLatest();
  };
  useReading(readLatestAgain, chosen !== undefined);
  return (
    <Card title={t.latest} tools={<ReadAt loaded={latest.state.value} again={readLatestAgain} />}>
      <div class="form">
        <ChoiceField
          label={t.app}
          name="app"
          value={app}
          choices={[
            { value: '', text: texts.value.allApps },
            ...apps.map(({ name, mode }) => ({ value: name, text: `${name} · ${mode}` })),
          ]}
          onChange={(value) => ask({ app: value })}
        />
        <ChoiceField
          label={t.outcome}
          name="outcome"
          value={outcome}
          choices={[
            { value: '', text: t.anyOutcome },
            ...Object.entries(timelineTexts.value.classes).map(([value, text]) => ({ value, text })),
          ]}
          onChange={(value) => ask({ outcome: value })}
        />
      </div>
      <Show loaded={latest.state.value} failed={showProblem} again={loadLatest}>
        {({ items, failed, unreadable, hasMore }) => (
          <div class="stack">
            <FailedApps failed={failed} again={loadLatest} />
            {unreadable.length === 0 ? null : (
              <Note tone="warn">{timelineTexts.value.unreadable(unreadable.length)}</Note>
            )}
            {items.length === 0 ? (
              <Empty>{hasMore ? t.noneYet : t.noCalls}</Empty>
            ) : (
              <TimelineList
                happenings={timelineOf({ calls: items, bindings: [], messages: [] })}
                chosen={chosen}
              />
            )}
            {hasMore ? (
              <Button disabled={latest.state.value.isLoading} onClick={loadMoreLatest}>
                {kitTexts.value.more}
              </Button>
            ) : null}
          </div>
        )}
      </Show>
    </Card>
  );
};
