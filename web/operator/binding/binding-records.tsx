import { useEffect } from 'preact/hooks';
import { Card } from '../../kit/parts/data.tsx';
import { Empty, Note, Show } from '../../kit/parts/states.tsx';
import { useLoader } from '../../kit/state/use-loader.ts';
import { ask, type Call, type Message, type Page } from '../api.ts';
import { rememberMessages } from '../message/known-messages.ts';
import { showProblem } from '../problem-note.tsx';
import { timelineTexts } from '../timeline/texts.ts';
import { type Found, timelineOf } from '../timeline/timeline.ts';
import { TimelineList } from '../timeline/timeline-list.tsx';
import { detailTexts } from './texts.ts';

type Records = Found & Readonly<{ more: boolean }>;

const fetchRecords = async (bindingId: string, signal: AbortSignal): Promise<Records> => {
  const query = { bindingId, limit: '50' };
  const [calls, messages] = await Promise.all([
    ask<Page<Call>>('GET', 'calls', { query, signal }),
    ask<Page<Message>>('GET', 'messages', { query, signal }),
  ]);
  rememberMessages(messages.items);
  const more = calls.nextCursor !== null || messages.nextCursor !== null;
  return { bindings: [], calls: calls.items, messages: messages.items, more };
};

/** The calls and texts of a binding, newest first; each opens in the search. */
export const BindingRecords = ({ bindingId }: Readonly<{ bindingId: string }>) => {
  const t = detailTexts.value;
  const loader = useLoader<Records>();
  const load = () => void loader.load((signal) => fetchRecords(bindingId, signal));
  useEffect(load, [bindingId]);
  return (
    <Card title={t.records}>
      <Show loaded={loader.state.value} failed={showProblem} again={load}>
        {(records) => {
          const happenings = timelineOf(records);
          if (happenings.length === 0) return <Empty>{t.noRecords}</Empty>;
          return (
            <div class="stack">
              <TimelineList happenings={happenings} chosen={undefined} />
              {records.more ? <Note>{timelineTexts.value.more}</Note> : null}
            </div>
          );
        }}
      </Show>
    </Card>
  );
};
