import { useEffect } from 'preact/hooks';
import { countText } from '../../kit/format/times.ts';
import { Card } from '../../kit/parts/data.tsx';
import { ReadAt } from '../../kit/parts/read-at.tsx';
import { Empty, Note, Show } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { AppChoice } from '../app-choice.tsx';
import { showProblem } from '../problem-note.tsx';
import { type Tile, Tiles } from '../tiles.tsx';
import type { Backlog } from './backlog.ts';
import { DeadlineChart } from './deadline-chart.tsx';
import { faultText } from './fault-text.ts';
import { RecordingList } from './recording-list.tsx';
import { backlog, backlogApp, loadBacklog } from './recordings-state.ts';
import { recordingsTexts } from './texts.ts';

/** The archive of recordings: what waits and until when, what was lost and why, and the way to try again. */
export const RecordingsPage = () => {
  useEffect(() => void loadBacklog(), []);
  return (
    <>
      <div class="page-head">
        <h1>{recordingsTexts.value.title}</h1>
        <ReadAt loaded={backlog.state.value} again={() => void loadBacklog()} />
      </div>
      <Card>
        <div class="form">
          <AppChoice
            value={backlogApp.value}
            onChange={(app) => {
              backlogApp.value = app;
              void loadBacklog();
            }}
          />
        </div>
      </Card>
      <Show loaded={backlog.state.value} failed={showProblem} again={() => void loadBacklog()}>
        {(shown) => <Shown backlog={shown} />}
      </Show>
    </>
  );
};

const Shown = ({ backlog: shown }: Readonly<{ backlog: Backlog }>) => {
  const t = recordingsTexts.value;
  const { nearest, latestLost, at } = shown;
  return (
    <div class="stack">
      <Card>
        <Tiles tiles={tilesOf(shown)} />
        {shown.isComplete ? null : <Note tone="warn">{t.incomplete}</Note>}
      </Card>
      <DeadlineChart backlog={shown} />
      <div class="grid-2">
        <Card title={t.nearest}>
          {nearest.length === 0 ? (
            <Empty>{t.noneWait}</Empty>
          ) : (
            <RecordingList recordings={nearest} at={at} />
          )}
        </Card>
        <Card title={t.lost}>
          <LostReasons backlog={shown} />
          {latestLost.length === 0 ? (
            <Empty>{t.noneLost}</Empty>
          ) : (
            <RecordingList recordings={latestLost} at={at} />
          )}
        </Card>
      </div>
    </div>
  );
};

const tilesOf = ({ waiting, due, overdue, lost }: Backlog): readonly Tile[] => {
  const { counts, notes } = recordingsTexts.value;
  const count = (figure: number) => countText(figure, language.value);
  return [
    { name: counts.waiting, count: count(waiting), note: notes.waiting },
    { name: counts.due, count: count(due), note: notes.due },
    {
      ...{ name: counts.overdue, count: count(overdue.waiting), note: notes.overdue },
      tone: overdue.waiting > 0 ? 'bad' : 'plain',
    },
    { name: counts.lost, count: count(lost), note: notes.lost, tone: lost > 0 ? 'warn' : 'plain' },
  ];
};

const LostReasons = ({ backlog: { lostByReason, lostLookedAt } }: Readonly<{ backlog: Backlog }>) =>
  lostByReason.length === 0 ? null : (
    <div>
      <p class="small dim">{recordingsTexts.value.byReason(lostLookedAt)}</p>
      <ul class="counts">
        {lostByReason.map(({ reason, recordings }) => (
          <li key={reason}>
            <strong>{countText(recordings, language.value)}</strong> {faultText(reason)}
          </li>
        ))}
      </ul>
    </div>
  );
