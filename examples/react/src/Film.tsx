/** A film from another company: its frame exists only after a yes; before it the visitor is told why, and how to say yes. */
import { consent } from './consent';
import type { Texts } from './texts';

const ADDRESS = 'https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ';

export function Film({ text, isAllowed }: { text: Texts; isAllowed: boolean }) {
  if (isAllowed) return <iframe className="film" src={ADDRESS} title={text.filmTitle} allowFullScreen />;
  return (
    <div className="film">
      <p>{text.held}</p>
      <button type="button" onClick={() => consent.showSettings()}>
        {text.allow}
      </button>
    </div>
  );
}
