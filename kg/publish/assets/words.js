// What the page says, in Chinese and English. Attributes: data-word (text), data-label (name).
(function (kg) {
  "use strict";
  const words = {
    skip: ["跳到搜索结果", "Skip to search results"],
    home: ["← 首页", "← Home"],
    search: ["搜索：名称、简称或拼音首字母", "Search a name, a short form or pinyin initials"],
    results: ["搜索结果", "Search results"],
    noResults: ["没有找到", "Nothing found"],
    filters: ["筛选", "Filters"],
    export: ["导出", "Export"],
    language: ["EN: Switch to English", "中：切换为中文"],
    languageShort: ["EN", "中"],
    theme: ["切换深色或浅色", "Switch between light and dark"],
    map: ["关系图", "Network map"],
    keys: [
      "方向键移到相邻的节点，回车选中，加减号缩放，零键看全图，Esc 取消。",
      "Arrow keys move to the next body, Enter selects it, plus and minus zoom, zero shows all, Escape clears.",
    ],
    zoomIn: ["放大", "Zoom in"],
    zoomOut: ["缩小", "Zoom out"],
    fit: ["看全图", "Show all"],
    panel: ["详情", "Details"],
    close: ["关闭", "Close"],
    colour: ["颜色表示", "Colour shows"],
    size: ["圆的大小表示", "Size shows"],
    "colour.system": ["条线", "Functional system"],
    "colour.tier": ["层级", "Tier"],
    "colour.kind": ["机构类型", "Kind of body"],
    "colour.place": ["辖区", "Jurisdiction"],
    "colour.group": ["自动分群", "Community found"],
    "size.tasks": ["任务数", "Tasks"],
    "size.led": ["牵头任务数", "Tasks led"],
    "size.supported": ["配合任务数", "Tasks supported"],
    "size.partners": ["合作单位数", "Partners"],
    other: ["其他", "Other"],
    none: ["未定", "Not settled"],
    minWeight: ["最弱的联系", "Weakest tie shown"],
    backbone: ["骨干（显著性）", "Backbone (significance)"],
    allTies: ["全部", "all"],
    roles: ["角色", "Role"],
    l: ["牵头", "Lead"],
    s: ["配合", "Support"],
    j: ["分工负责", "Joint"],
    themeFilter: ["主题", "Theme"],
    regionFilter: ["地区", "Region"],
    documentFilter: ["文件", "Document"],
    any: ["全部", "All"],
    physics: ["让图自行松动", "Let the map move"],
    reset: ["恢复初始", "Reset"],
    tasks: ["任务", "Tasks"],
    partners: ["合作单位", "Partners"],
    ties: ["联系", "Ties"],
    marked: ["只看查询结果中的 {0} 个单位", "Only the {0} bodies of the answer are bright"],
    together: ["共同任务", "Tasks in common"],
    strength: ["强度", "Strength"],
    toPlace: ["看原文", "See it in the document"],
    toPage: ["单位页面", "Page of this body"],
    more: ["再显示", "Show more"],
    due: ["时限", "Deadline"],
    count: ["显示 {0} 个节点、{1} 条联系（共 {2}、{3}）。", "{0} nodes and {1} ties shown (of {2} and {3})."],
    sizeHint: ["最大的圆 = {0}", "Largest circle = {0}"],
    national: ["中央", "National"],
    province: ["省级", "Province"],
    prefecture: ["地级", "Prefecture"],
    county: ["县级", "County"],
    township: ["乡级", "Township"],
    government: ["政府", "Government"],
    department: ["政府部门", "Department"],
    party: ["党的机关", "Party organ"],
    congress: ["人大、政协", "Congress, consultative conference"],
    court: ["法院、检察院", "Court, procuratorate"],
    mass: ["群团", "Mass organisation"],
    institution: ["事业单位", "Public institution"],
    enterprise: ["企业", "Enterprise"],
    vertical: ["垂直管理", "Vertical agency"],
    military: ["军队", "Military"],
    group: ["集合单位", "Group of bodies"],
    unknown: ["未定", "Not settled"],
  };
  kg.lang = "zh";
  kg.word = function (key, ...values) {
    const pair = words[key];
    const text = pair ? pair[kg.lang === "en" ? 1 : 0] : key;
    return text.replace(/\{(\d)\}/g, (_, place) => values[Number(place)]);
  };
  kg.hasWord = (key) => Object.hasOwn(words, key);
  kg.pick = (pair) => pair[kg.lang === "en" ? 1 : 0];
  kg.translate = function (root) {
    for (const element of root.querySelectorAll("[data-word]")) {
      element.textContent = kg.word(element.dataset.word);
    }
    for (const element of root.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", kg.word(element.dataset.label));
      if (element.matches("button")) element.title = kg.word(element.dataset.label);
    }
  };
  // An address that leads somewhere, and does not run.
  kg.safeAddress = function (address) {
    const { protocol } = new URL(address, document.baseURI);
    return ["file:", "http:", "https:", "blob:"].includes(protocol) ? address : "#";
  };
  // Build an element; text always enters as text.
  kg.make = function (tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name === "href") element.href = kg.safeAddress(value);
      else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  };
})((globalThis.kg ??= {}));
