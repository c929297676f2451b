/** Runs samtycke in the browser, and has the server draw the page anew when the answer changes. */
'use client';

import { useRouter } from 'next/navigation';
import { createConsent } from 'samtycke';
import { useEffect } from 'react';
import { manifest } from './manifest';

// This file also runs on the server; nothing happens before start().
const consent = createConsent(manifest, { locale: 'en' });

/** Draws the button for the footer of every page; the banner itself needs no place of its own. */
export function Banner() {
  const router = useRouter();

  useEffect(() => {
    const unhear = consent.on('change', () => router.refresh());
    const stop = consent.start();
    return () => {
      stop();
      unhear();
    };
  }, [router]);

  return (
    <button type="button" onClick={() => consent.showSettings()}>
      Cookie settings
    </button>
  );
}
