/** The frame of every page: language, style, and the way back to the answer in the footer. */
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Banner } from '../consent/Banner';
import './style.css';

export const metadata: Metadata = { title: 'samtycke in Next.js', icons: 'data:,' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        <footer>
          <Banner />
        </footer>
      </body>
    </html>
  );
}
