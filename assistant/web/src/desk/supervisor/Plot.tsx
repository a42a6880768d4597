import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface Series {
  label: string;
  values: (number | null)[];
  color: string;
  bars?: boolean;
}

interface Props {
  title: string;
  labels: string[];
  series: Series[];
}

const HEIGHT = 220;
const INK = '#46606a';

/** A plot of a few series over labelled places; the same figures stand in a table for those who cannot see it. */
export function Plot({ title, labels, series }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = box.current;
    if (!place) return undefined;
    const plot = new uPlot(optionsOf(place.clientWidth, labels, series), dataOf(labels, series), place);
    const watch = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: HEIGHT }));
    watch.observe(place);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [labels, series]);
  return (
    <figure class="plot">
      <figcaption>{title}</figcaption>
      <div ref={box} class="plot__box" role="img" aria-label={`${title}，数据见下方表格`} />
    </figure>
  );
}

function dataOf(labels: string[], series: Series[]): uPlot.AlignedData {
  return [labels.map((_, at) => at), ...series.map(({ values }) => values)];
}

function optionsOf(width: number, labels: string[], series: Series[]): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [0.6, 40] });
  return {
    width,
    height: HEIGHT,
    scales: { x: { time: false, range: (_, low, high) => [low - 0.5, high + 0.5] }, y: { range: (_, __, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      { stroke: INK, grid: { show: false }, incrs: [1, 2, 5, 10, 20, 50, 100], values: (_, ticks) => ticks.map((at) => labels[at] ?? '') },
      { stroke: INK, size: 48, grid: { stroke: '#e6e8e3' } },
    ],
    series: [
      { label: '刻度', value: (_, at) => (at === null ? '' : (labels[at] ?? '')) },
      ...series.map(({ label, color, bars: asBars }) => ({
        label, stroke: color, width: 2, spanGaps: true, ...(asBars && bars ? { paths: bars, fill: `${color}55` } : {}),
      })),
    ],
  };
}
