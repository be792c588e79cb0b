"use strict";

/* What the tests ask about a page. Each answer is a list of complaints in words. */

const isShown = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest("caption, .skip, title, desc, script");

const textNodes = () => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() !== "" && isShown(node.parentElement)) {
      found.push(node);
    }
  }
  return found;
};

/* What of a box can be seen: a table may be scrolled. */
const seen = (box, element) => {
  let clip = { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
  for (let around = element; around; around = around.parentElement) {
    const style = getComputedStyle(around);
    if (style.overflowX !== "visible" && around !== document.body && around !== document.documentElement) {
      const edge = around.getBoundingClientRect();
      clip = {
        left: Math.max(clip.left, edge.left),
        right: Math.min(clip.right, edge.right),
        top: Math.max(clip.top, edge.top),
        bottom: Math.min(clip.bottom, edge.bottom),
      };
    }
  }
  return clip;
};

const overlaps = () => {
  const boxes = [];
  for (const node of textNodes()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = node.parentElement.closest("svg") ? [node.parentElement.getBoundingClientRect()] : range.getClientRects();
    for (const rect of rects) {
      const box = seen(rect, node.parentElement);
      if (box.right - box.left > 1 && box.bottom - box.top > 1) {
        boxes.push({ ...box, node, text: node.data.trim().slice(0, 40) });
      }
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const found = [];
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j++) {
      const a = boxes[i];
      const b = boxes[j];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      /* Boxes of lines are higher than their letters. */
      if (a.node !== b.node && across > 1 && down > 4) {
        found.push(`"${a.text}" over "${b.text}" by ${across.toFixed(1)} x ${down.toFixed(1)}`);
      }
    }
  }
  return found;
};

const channels = (colour) => {
  const numbers = colour.match(/[\d.]+/g).map(Number);
  return { rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1 };
};

const luminance = (rgb) => {
  const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const ground = (element) => {
  for (let around = element; around; around = around.parentElement) {
    const { rgb, alpha } = channels(getComputedStyle(around).backgroundColor);
    if (alpha === 1) {
      return rgb;
    }
  }
  return [255, 255, 255];
};

/* Texts whose contrast is below what WCAG 2.2 asks for at level AA. */
const faint = () => {
  const found = new Set();
  for (const node of textNodes()) {
    const element = node.parentElement;
    const style = getComputedStyle(element);
    const ink = luminance(channels(element.closest("svg") ? style.fill : style.color).rgb);
    const paper = luminance(ground(element));
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    if (contrast < 4.5) {
      found.add(`${element.tagName} "${node.data.trim().slice(0, 30)}": ${contrast.toFixed(2)}`);
    }
  }
  return [...found];
};

/* Words of drawings that reach beyond their edges. */
const beyond = () =>
  [...document.querySelectorAll("svg text")]
    .filter((text) => {
      const edge = text.ownerSVGElement.getBoundingClientRect();
      const box = text.getBoundingClientRect();
      return box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1;
    })
    .map((text) => text.textContent);

/* Tables and drawings that are wider than the place they have. */
const cut = () =>
  [...document.querySelectorAll(".scroll, .block, svg, dl")]
    .filter((element) => isShown(element) && element.scrollWidth > element.clientWidth + 1)
    .map((element) => `${element.tagName} ${element.ariaLabel ?? ""}: ${element.scrollWidth} in ${element.clientWidth}`);

const column = (section, index) =>
  [...document.querySelectorAll(`${section} tbody tr`)].map((row) => row.cells[index].textContent);

const focus = () => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  return {
    name: (element.textContent || element.getAttribute("aria-label") || element.id).trim().slice(0, 40),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
};

const unnamed = () => {
  const found = [];
  for (const image of document.querySelectorAll("img")) {
    if (!image.alt) {
      found.push("img without alt");
    }
  }
  for (const svg of document.querySelectorAll("svg:not([aria-hidden])")) {
    const words = (svg.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
    if (svg.getAttribute("role") !== "img" || words.length === 0 || words.some((word) => !word)) {
      found.push("svg without words");
    }
  }
  for (const element of document.querySelectorAll("section, article, nav, [role=region]")) {
    const id = element.getAttribute("aria-labelledby");
    if (!(element.ariaLabel || (id && document.getElementById(id)?.textContent))) {
      found.push(`${element.tagName} without a name`);
    }
  }
  for (const landmark of ["header.top", "nav", "main", "footer", "h1"]) {
    if (document.querySelectorAll(landmark).length !== 1) {
      found.push(`not exactly one ${landmark}`);
    }
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent || table.querySelectorAll("thead th[scope=col]").length === 0) {
      found.push("table without caption or headers");
    }
  }
  for (const input of document.querySelectorAll("input")) {
    if (input.labels.length === 0) {
      found.push("input without label");
    }
  }
  return found;
};

const skippedHeadings = () => {
  let last = 0;
  const found = [];
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) {
      found.push(heading.textContent);
    }
    last = level;
  }
  return found;
};

const doubleIds = () => {
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  return ids.filter((id, i) => ids.indexOf(id) !== i);
};

const brokenPictures = () =>
  [...document.images].filter((image) => !image.complete || image.naturalWidth === 0).map((image) => image.alt);
