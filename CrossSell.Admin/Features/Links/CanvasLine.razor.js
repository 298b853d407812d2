// The same plain curve that CanvasRoutes.Free draws: from the side of one card that looks at the other to the side that looks back.
const clearance = 9;
const leastPull = 40;

export function curve(source, target) {
  const right = target.x + target.width / 2 >= source.x + source.width / 2;
  const from = { x: right ? source.x + source.width + clearance : source.x - clearance, y: source.y + source.height / 2 };
  const to = { x: right ? target.x - clearance : target.x + target.width + clearance, y: target.y + target.height / 2 };
  const pull = (right ? 1 : -1) * Math.max(leastPull, Math.abs(to.x - from.x) / 2);
  return {
    from,
    to,
    right,
    middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
    d: `M${from.x} ${from.y}C${from.x + pull} ${from.y} ${to.x - pull} ${to.y} ${to.x} ${to.y}`,
  };
}

export function head(tip, rightward) {
  return `M${tip.x} ${tip.y}l${rightward ? -10 : 10} -5v10z`;
}
