import { momentText } from '../../kit/format/times.ts';
import { Copy } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { OpenedHeading } from '../../kit/parts/opened-heading.tsx';
import { Badge, Empty } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import type { Message } from '../api.ts';
import { NumberCopy } from '../number-copy.tsx';
import { Opened } from '../opened.tsx';
import { texts } from '../texts/texts.ts';
import { knownMessage } from './known-messages.ts';
import { messageTexts } from './texts.ts';

/** A text message that was opened from a list. */
export const MessageDetail = ({ messageId }: MessageProps) => (
  <Opened id={messageId}>
    <OpenedMessage key={messageId} messageId={messageId} />
  </Opened>
);

type MessageProps = Readonly<{ messageId: string }>;

const OpenedMessage = ({ messageId }: MessageProps) => {
  const t = messageTexts.value;
  const message = knownMessage(messageId);
  return (
    <div class="stack">
      <OpenedHeading>{t.title}</OpenedHeading>
      {message === undefined ? (
        <Card>
          <Empty>{t.unknown}</Empty>
        </Card>
      ) : (
        <MessageFacts message={message} />
      )}
    </div>
  );
};

const numberFact = (name: string, number: string | null) =>
  [name, number === null ? undefined : <NumberCopy key={name} number={number} />] as const;

const MessageFacts = ({ message }: Readonly<{ message: Message }>) => {
  const t = messageTexts.value;
  const { result, decision, bindingId, sentAt, receivedAt } = message;
  return (
    <Card>
      <div class="row">
        {result === null ? (
          <span class="dim">{t.noResult}</span>
        ) : (
          <Badge tone={result.class === 'normal' ? 'good' : 'bad'}>{result.text}</Badge>
        )}
      </div>
      <Facts
        facts={[
          [t.content, message.content],
          numberFact(t.sender, message.sender),
          numberFact(t.receiver, message.receiver),
          numberFact(t.x, message.x),
          [t.sent, sentAt === null ? undefined : momentText(sentAt, language.value)],
          [t.received, momentText(receivedAt, language.value)],
          [t.parts, message.segments],
          [
            t.decision,
            decision === null ? undefined : `${t.decisions[decision.operation]} (${decision.reason})`,
          ],
          [t.app, `${message.app} · ${message.mode}`],
          [
            t.binding,
            bindingId === null ? (
              t.noBinding
            ) : (
              <a key="binding" href={hrefOf('search', 'binding', bindingId)}>
                {bindingId}
              </a>
            ),
          ],
          [
            texts.value.ids.message,
            <Copy key="id" id value={message.messageId} what={texts.value.ids.message} />,
          ],
        ]}
      />
    </Card>
  );
};
