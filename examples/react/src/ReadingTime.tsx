/** The statistics: counts the seconds in a cookie for as long as it is drawn, which takes a yes. */
import { useEffect, useState } from 'react';
import type { Texts } from './texts';

const stored = () => Number(/(?:^|; )seconds=(\d+)/.exec(document.cookie)?.[1] ?? 0);

export function ReadingTime({ text }: { text: Texts }) {
  const [seconds, setSeconds] = useState(stored);

  useEffect(() => {
    const timer = setInterval(() => {
      const now = stored() + 1;
      document.cookie = `seconds=${now}; max-age=2592000; path=/; samesite=lax`;
      setSeconds(now);
    }, 1000);
    return () => clearInterval(timer);
  }, []);

  return <p data-drawn="statistics">{text.seconds(seconds)}</p>;
}
