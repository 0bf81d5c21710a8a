import {
  conditional,
  Fn,
  FOR_EXPRESSION_VALUE,
  Op,
  propertyAccess,
  TerraformIterator,
  TerraformOutput,
  TerraformVariable,
  Token,
} from "cdktf";
import type { AuthorStack } from "../author-code";

export function functions(stack: AuthorStack): void {
  const name = new TerraformVariable(stack, "fn_name", { type: "string", default: "web" }).stringValue;
  const items = new TerraformVariable(stack, "fn_items", { type: "list(string)", default: ["a", "b"] });
  const map = new TerraformVariable(stack, "fn_map", { type: "map(string)", default: { k: "v" } });
  const results: Record<string, unknown> = {
    join: Fn.join(", ", items.listValue),
    joined_literals: Fn.join("-", ["a", name, "c"]),
    merge: Fn.merge([map.value, { extra: name, number: 1 }]),
    lookup: Fn.lookup(map.value, "missing", "default"),
    lookup_nested: Fn.lookupNested({ a: { b: [1, 2] } }, ["a", "b"]),
    cidrsubnet: Fn.cidrsubnet("10.0.0.0/16", 8, 3),
    cidrhost: Fn.cidrhost("10.0.0.0/24", 5),
    jsonencode: Fn.jsonencode({ name, list: [1, "2", true], nested: { "a b": { c: [] } } }),
    jsondecode: Fn.jsondecode('{\\"a\\":1}'),
    yamlencode: Fn.yamlencode({ a: [name], b: "x: y" }),
    replace: Fn.replace("a.b.c", ".", "-"),
    replace_pattern: Fn.replace("x12y3", "/[0-9]+/", "#"),
    regex: Fn.regex("[a-z]+", "abc123"),
    regexall: Fn.regexall("[0-9]", "a1b2"),
    formatlist: Fn.formatlist("%s-%s!", [name, items.listValue]),
    format: Fn.format("%05.2f %s %%", [2.71, name]),
    concat: Fn.concat([items.listValue, ["c", name], []]),
    flatten: Fn.flatten([["a"], [["b"], items.listValue]] as never),
    toset: Fn.toset(["b", "a", "b"]),
    distinct: Fn.distinct(["b", "a", "b"]),
    try: Fn.try([propertyAccess(map.value, ["nope"]), "fallback"]),
    can: Fn.can(Fn.tonumber("x")),
    coalesce: Fn.coalesce(["", name]),
    coalescelist: Fn.coalescelist([[], ["x"]]),
    compact: Fn.compact(["a", "", "b"]),
    sort: Fn.sort(["b", "a"]),
    slice: Fn.slice(["a", "b", "c"], 1, 3),
    zipmap: Fn.zipmap(["a", "b"], [1, 2]),
    keys: Fn.keys({ b: 1, a: 2 }),
    values: Fn.values({ b: 1, a: 2 }),
    length: Fn.lengthOf(items.value),
    contains: Fn.contains(items.listValue, "a"),
    element: Fn.element(items.listValue, 1),
    index: Fn.index(items.listValue, "b"),
    min: Fn.min([3, 1, 2]),
    ceil: Fn.ceil(1.2),
    pow: Fn.pow(2, 10),
    upper: Fn.upper(`${name}-x`),
    title: Fn.title("hello world"),
    split: Fn.split(",", "a,b,c"),
    substr: Fn.substr("hello", 1, 3),
    trim: Fn.trim("?!hello?!", "!?"),
    trimspace: Fn.trimspace("  x  "),
    strrev: Fn.strrev("abc"),
    base64: Fn.base64encode("Hello World"),
    sha256: Fn.sha256("hello"),
    range: Fn.range(0, 3),
    setproduct: Fn.setproduct([
      ["a", "b"],
      ["x", "y"],
    ]),
    transpose: Fn.transpose({ a: ["1", "2"], b: ["2"] } as never),
    tobool: Fn.tobool("true"),
    tonumber: Fn.tonumber("42"),
    alltrue: Fn.alltrue([true, false]),
    one: Fn.one([name] as never),
    parseint: Fn.parseint("ff", 16),
    urlencode: Fn.urlencode("a b&c"),
    chunklist: Fn.chunklist(["a", "b", "c"], 2),
    raw: Fn.upper(Fn.rawString('with "quotes" and ${nothing}') as never),
    bcrypt_free: Fn.md5(Fn.join("", [name, name])),
    sensitive_free: Fn.nonsensitive(Fn.sensitive("x") as never),
    nested: Fn.upper(Fn.join("-", [Fn.lower("A"), Fn.element(["b"], 0), `pre-${Fn.trimspace(" c ")}`])),
  };
  for (const [key, value] of Object.entries(results)) new TerraformOutput(stack, `fn_${key}`, { value });
}

export function operatorsAndConditions(stack: AuthorStack): void {
  const a = new TerraformVariable(stack, "op_a", { type: "number", default: 7 }).numberValue;
  const b = new TerraformVariable(stack, "op_b", { type: "number", default: 3 }).numberValue;
  const on = new TerraformVariable(stack, "op_on", { type: "bool", default: true });
  const results: Record<string, unknown> = {
    sum: Op.add(a, b),
    chain: Op.sub(Op.sub(a, b), Op.sub(b, 1)),
    precedence: Op.mul(Op.add(a, b), Op.sub(a, b)),
    division: Op.div(a, Op.div(b, 2)),
    modulo: Op.mod(a, b),
    negation: Op.negate(a),
    negated_sum: Op.negate(Op.add(a, b)),
    not: Op.not(on.value),
    not_and: Op.not(Op.and(on.value, Op.gt(a, b))),
    and_or: Op.or(Op.and(on.value, true), Op.and(Op.eq(a, 7), Op.neq(b, 7))),
    comparison: Op.and(Op.gte(a, 7), Op.lte(b, 3)),
    less: Op.lt(a, b),
    conditional: conditional(Op.gt(a, b), "bigger", "smaller"),
    nested: conditional(on.value, conditional(Op.eq(a, b), "same", Fn.format("a=%s", [a])), "off"),
    conditional_lists: conditional(on.value, ["x", "y"], []),
    conditional_objects: conditional(on.value, { a: 1 }, { a: 2 }),
    condition_in_text: `is ${Token.asString(conditional(on.value, "on", "off"))}!`,
    equal_text: Op.eq(Token.asString(on.value), "true"),
  };
  for (const [key, value] of Object.entries(results)) new TerraformOutput(stack, `op_${key}`, { value });
}

export function accessAndLoops(stack: AuthorStack): void {
  const people = new TerraformVariable(stack, "people", {
    type: "map(object({ age = number, roles = list(string), active = bool }))",
    default: {
      ada: { age: 36, roles: ["admin", "dev"], active: true },
      bob: { age: 20, roles: [], active: false },
    },
  });
  const list = new TerraformVariable(stack, "machines", {
    type: "list(object({ id = string, size = number }))",
    default: [
      { id: "m1", size: 1 },
      { id: "m2", size: 2 },
    ],
  });
  const each = TerraformIterator.fromMap(Token.asAnyMap(people.value));
  const machines = TerraformIterator.fromComplexList(list.value as never, "id");
  const zones = TerraformIterator.fromList(["z1", "z2"]);
  const results: Record<string, unknown> = {
    attribute: propertyAccess(people.value, ["ada", "age"]),
    index: propertyAccess(list.value, [0, "id"]),
    splat: propertyAccess(list.value, ["*", "size"]),
    odd_key: propertyAccess({ "odd key": 1 }, ["odd key"]),
    of_call: propertyAccess(Fn.merge([{ a: { b: "c" } }]), ["a", "b"]),
    keys: each.keys(),
    values: each.values(),
    pluck: each.pluckProperty("roles"),
    for_list: each.forExpressionForList("val.age + 1"),
    for_list_if: each.forExpressionForList("key if val.active"),
    for_map: each.forExpressionForMap("val.age", "upper(key)"),
    for_map_if: each.forExpressionForMap("key", "val.roles if length(val.roles) > 0"),
    for_token: each.forExpressionForList(
      Fn.join("/", Token.asList(propertyAccess(FOR_EXPRESSION_VALUE, ["roles"]))),
    ),
    complex_pluck: machines.pluckProperty("size"),
    zones: zones.keys(),
    zone_list: zones.forExpressionForList('"zone-${val}"'),
    dynamic: zones.dynamic({ name: zones.value, fixed: "x" }),
    dynamic_map: each.dynamic({ name: each.key, age: each.getNumber("age") }),
  };
  for (const [key, value] of Object.entries(results)) new TerraformOutput(stack, `loop_${key}`, { value });
}
