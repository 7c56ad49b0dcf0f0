"""评分规则 as a clerk writes them ("每处扣0.5分，扣完为止"), read into `Rule` and written back.

`reading` reads, `wording` writes, `checking` refuses what no item can have, `parameters` fills in a city's own numbers.
"""

from chuangjian_desktop.domain.rule_text.checking import RuleTextRefusal, check_rule
from chuangjian_desktop.domain.rule_text.parameters import resolved
from chuangjian_desktop.domain.rule_text.reading import parse_rule
from chuangjian_desktop.domain.rule_text.wording import Language, rule_lines, rule_words

__all__ = ["Language", "RuleTextRefusal", "check_rule", "parse_rule", "resolved", "rule_lines", "rule_words"]
