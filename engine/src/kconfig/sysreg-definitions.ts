/**
 * arm64's system registers as macros, from arch/arm64/tools/sysreg (the format is described at its
 * head; arch/arm64/tools/gen-sysreg.awk makes the header in a build).
 */
export function sysregDefinitions(text: string): string {
  const out: string[] = [];
  let register = "";
  let field = "";
  /** Bits of no field, by what they read as; undefined where the fields are another block's. */
  let reserved: Map<string, string> | undefined;
  for (const raw of text.split("\n")) {
    const words = raw.replace(/#.*/, "").trim().split(/\s+/);
    const [keyword = ""] = words;
    switch (keyword) {
      case "Sysreg": {
        const [, name = "", op0, op1, crn, crm, op2] = words;
        register = name;
        reserved = noReserved();
        out.push(
          `#define REG_${name} S${op0}_${op1}_C${crn}_C${crm}_${op2}`,
          `#define SYS_${name} sys_reg(${op0}, ${op1}, ${crn}, ${crm}, ${op2})`,
          `#define SYS_${name}_Op0 ${op0}`,
          `#define SYS_${name}_Op1 ${op1}`,
          `#define SYS_${name}_CRn ${crn}`,
          `#define SYS_${name}_CRm ${crm}`,
          `#define SYS_${name}_Op2 ${op2}`,
        );
        break;
      }
      case "SysregFields":
        register = words[1] ?? "";
        reserved = noReserved();
        break;
      case "Fields":
        reserved = undefined;
        break;
      case "Res0":
      case "Res1":
      case "Unkn": {
        const [high = 0, low = high] = (words[1] ?? "0").split(":").map(Number);
        const kind = keyword.toUpperCase();
        reserved?.set(kind, `${reserved.get(kind)} | GENMASK_ULL(${high}, ${low})`);
        break;
      }
      case "EndSysreg":
      case "EndSysregFields":
        for (const [kind, bits] of reserved ?? [])
          out.push(`#define ${register}_${kind} (${bits})`);
        break;
      case "Field":
      case "Enum":
      case "SignedEnum":
      case "UnsignedEnum": {
        const [high = 0, low = high] = (words[1] ?? "0").split(":").map(Number);
        field = words[2] ?? "";
        const name = `${register}_${field}`;
        out.push(
          `#define ${name} GENMASK(${high}, ${low})`,
          `#define ${name}_MASK GENMASK(${high}, ${low})`,
          `#define ${name}_SHIFT ${low}`,
          `#define ${name}_WIDTH ${high - low + 1}`,
        );
        if (keyword === "SignedEnum" || keyword === "UnsignedEnum") {
          out.push(`#define ${name}_SIGNED ${keyword === "SignedEnum" ? "true" : "false"}`);
        }
        break;
      }
      default:
        // A value of an enumerated field.
        if (/^0b[01]+$/.test(keyword) && words[1] !== undefined) {
          out.push(`#define ${register}_${field}_${words[1]} UL(${keyword})`);
        }
    }
  }
  out.push("");
  return out.join("\n");
}

function noReserved(): Map<string, string> {
  return new Map(["RES0", "RES1", "UNKN"].map((kind) => [kind, "UL(0)"]));
}
