"""Danger and tone, on sentences that the rules were not written from."""

import pytest
from hypothesis import given

from assistant.nlu.danger import DangerRules, ToneRules, Verdict
from assistant.nlu.lookups import project_path, read_rules
from assistant.text.normalise import normalise
from tests.unit.text.strategies import ANY_TEXT

DANGER = DangerRules(read_rules(project_path("nlu_data/lookups/danger.yml")))
TONE = ToneRules(read_rules(project_path("nlu_data/lookups/tone.yml")))


def verdict(text: str) -> Verdict:
    return DANGER.judge(normalise(text).text).verdict


@pytest.mark.parametrize(
    "text",
    [
        "家里着火了！",
        "我家厨房现在起火了怎么办",
        "車子著火了人還在裡面",
        "救命啊有人吗",
        "我爸晕倒了叫不醒",
        "孩子掉河里了",
        "被压在车底下动不了",
        "老人呼吸困难嘴唇发紫",
        "我不想活了",
        "你们不赔我就去跳楼",
        "电梯里被困了没信号",
        "现在煤气泄漏很呛",
        "刚撞车了他昏迷了满脸是血",
        "有人拿刀在砍人",
        "血流不止，快叫救护车",
        "洪水来了我们在二楼出不去",
        "妈妈突然胸口疼得直不起腰",
        "我老婆羊水破了",
        "他要自杀快来人",
        "小孩吃果冻噎住了",
        "胳膊上的血怎么都止不住",
        "血一直流",
        "我真的撑不下去啦，大家再见",
        "替我照顾好我爸妈吧",
        "孩子抽起来了直翻白眼",
        "闺女不见了，我在菜场",
        "外婆在集市不见了",
        "电视冒出火苗着火了",
        "出院三天，现在又喘不上气",
        "奶奶前天磕了头，今天已经叫不醒",
        "被困在观光电梯，找谁救",
        "你们拒赔，我不想活了",
        "赔多少以后再说，我爸没呼吸了",
        "煤气爆炸了",
        "救命，我在桥洞底下",
        "遗书我都写好了",
        "村口大堤决口",
        "有人拿铁棍在楼道",
        "刚刚还好好的，一下倒地上了",
        "我现在想跳楼",
        "怀孕八月大出血",
        "暖气爆炸，煤气炸了火",
        "救命，谁会人工呼吸",
        "爸爸喘不上气，吐血了",
    ],
)
def test_danger_now(text: str) -> None:
    assert verdict(text) is Verdict.NOW


@pytest.mark.parametrize(
    "text",
    [
        "上个月家里着火了，想报案",
        "如果家里着火了赔不赔",
        "昨天晕倒住院了，今天出院，能报吗",
        "火已经灭了，损失怎么算",
        "要是我跳楼自杀，保险赔吗",
        "被保险人自杀能赔吗",
        "煤气中毒算意外吗",
        "去年溺水身故的理赔",
        "车子自燃了，火灭了，人没事",
        "我爸前天突然晕倒，送医院了",
        "万一被困电梯保险管不管",
        "着火",
        "溺水",
        "电瓶车起火烧坏了家具，要报案",
        "救护车费用报销吗",
        "投保后两年内自杀怎么规定的条款",
        "上周高速追尾，司机当时昏迷，现在已经好了",
        "我之前中过毒蛇咬，已出院",
        "自燃的损失在车损险里包含吗",
        "心绞痛",
        "那个业务员当着我的面翻白眼",
        "都说大病险是救命的保险",
        "去年仓库起火，消防来灭了，现在想索赔",
        "今年五月锅炉爆炸烫伤，植皮了",
        "一氧化碳中毒在意外险里吗",
        "充电宝自燃烧了座椅，算自燃吗",
        "轻生两年内拒赔合理吗",
        "山洪过后围墙歪了",
        "开店怕着火，推荐个险",
        "上月出院后又昏迷，人走了，住院费怎么报",
    ],
)
def test_danger_that_was_or_only_might_be(text: str) -> None:
    assert verdict(text) is not Verdict.NOW


@pytest.mark.parametrize(
    "text",
    [
        "气死我了",
        "急死人了",
        "火车票怎么买",
        "附近有火锅吗",
        "笑死",
        "我的车被追尾了",
        "理赔太慢了",
        "你好",
        "血压高能投保吗",
        "发动机打火没反应过来吧",
        "孩子发烧住院了",
        "想跳槽",
        "最火的产品",
        "救命，这条款看得我眼花",
        "救命啊又登录不了",
        "气得我要爆炸",
        "跟你们说话我要吐血",
        "笑得我肚子疼得起不来",
        "你们这是绑架消费者",
        "车钥匙锁车里了",
        "我的钱被困在这个账户里",
        "卡里面没钱扣费",
        "不想活得这么辛苦，怎么准备养老",
        "手机掉水里没声音",
        "车没了，停楼下不见了",
        "我在公司楼下等着",
        "驾驶证压在租车行，能去补办吗",
    ],
)
def test_no_danger(text: str) -> None:
    assert verdict(text) is not Verdict.NOW


def test_the_judgement_names_its_words() -> None:
    judgement = DANGER.judge("如果着火了赔不赔")
    assert (judgement.kind, judgement.word, judgement.against) == ("fire", "着火", "如果")


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("你们什么破公司，气死我了", "angry"),
        ("客服态度恶劣，推来推去", "angry"),
        ("再不处理我就打12378", "threat"),
        ("我要去金融监管局举报你们", "threat"),
        ("咱们法院见", "threat"),
        ("我父亲上周去世了", "grief"),
        ("孩子抢救无效走了", "grief"),
        ("我妈上个月查出来肺癌", "illness"),
        ("医院给我爱人下了病危通知", "illness"),
        ("得了肝癌的人重疾险赔多少", None),
        ("失业了失业金怎么领", None),
        ("下岗以后自己怎么参保", None),
        ("失业了 这期保费实在交不起", "hardship"),
        ("等待期多久", None),
        ("我要杀了你们客服", "menace"),
        ("再拖我拿刀去你们公司", "menace"),
        ("我弄死那个业务员", "menace"),
        ("邻居威胁我说要砍死你全家", None),
        ("被保险人去世能赔多少", None),
        ("12378是什么电话", None),
        ("车牌沪A12345", None),
        ("13912378000", None),
        ("烦死了", "angry"),
        ("我老公前天走了 车祸", "grief"),
        ("你好", None),
    ],
)
def test_tone(text: str, tone: str) -> None:
    assert TONE.tone_of(normalise(text).text) == tone


@given(ANY_TEXT)
def test_anything_can_be_judged(text: str) -> None:
    assert DANGER.judge(text).verdict in Verdict
    TONE.tone_of(text)
