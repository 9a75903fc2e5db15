"""Words as evidence, in many languages.  Structure decides; these only tip the scales.

Every list is matched on casefolded NFKC text.  A language that is missing here still works: its
questions are found by their marks, numbers, repetition and answers.
"""
# ruff: noqa: E501 -- word lists read best with one language on a line

from __future__ import annotations

import re


def _alternatives(text: str) -> str:
    words = sorted({word.replace("_", " ") for word in text.split()}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(word) for word in words)


_ASK = """
what what's what’s whats which why how how's when where who who's whose whom
in_what in_which on_which at_what for_what to_what under_what by_what
qué cuál cuáles cómo cuándo dónde quién quiénes cuánto cuántos cuántas por_qué para_qué
en_qué a_qué de_qué con_qué que_es cual_es como_se cuales_son por_que
o_que qual quais como quando onde quem quanto quantos porque para_que em_que de_que
que_sont qu'est-ce qu’est-ce qu'est qu’est quel quelle quels quelles comment pourquoi quand où qui
combien à_quoi de_quoi en_quoi quoi est-ce_que est-il
was wie warum wieso weshalb wann wo wer wen welche welcher welches welchen welchem wozu womit
wodurch wofür worin woran wovon worauf inwiefern
cosa che_cosa cos'è cos’è che_cos'è che_cos’è come quando dove perché quale quali chi quanto
wat hoe waarom wanneer waar wie welke welk waarvoor
vad hur varför när var vem vilken vilka vilket
hvad hvordan hvorfor hva hvilke mikä miten miksi
что как какой какая какое какие какими каким какую каких какова чем чём зачем почему когда где
кто куда откуда сколько для_чего в_чем в_чём из_чего на_что о_чем о_чём за_что с_чем к_чему
можно_ли есть_ли является_ли бывает_ли нужно_ли верно_ли
що як який яка яке які чим навіщо чому коли де хто скільки для_чого у_чому в_чому
co jak jaki jaka jakie jakich czym dlaczego kiedy gdzie kto czy ile po_co który która które
jaký jaká jaké proč kdy kde kdo kolik čo prečo kedy
ce cum de_ce când unde cine care
ne neden niçin nasıl kim nerede hangi kaç
tại_sao vì_sao khi_nào ở_đâu làm_thế_nào thế_nào
apa apakah bagaimana mengapa kenapa kapan di_mana siapa berapa
τι πώς γιατί πότε πού ποιος ποια ποιο
ما ماذا لماذا كيف متى أين من هل أي كم بماذا
چیست چرا چگونه چه کدام کجا آیا
क्या क्यों कैसे कब कहाँ कौन किस
מה למה איך מתי איפה מי האם מדוע
"""
_ASK_WEAK = """
is are am was were do does did can could should would will shall may might has have had
isn't aren't don't doesn't didn't can't couldn't shouldn't won't wouldn't
es son está están puede pueden hay se_puede tiene
é são está pode podem há tem
ist sind kann können hat gibt_es darf muss
est sont peut peut-on y_a-t-il faut-il
è sono può si_può
есть может ли существует бывает
"""
_ORDER = """
explain describe define compare differentiate distinguish discuss give tell mention outline
briefly elaborate summarize summarise enumerate illustrate justify
explicar describir definir enumerar explica explique explícame expliqueme describe describa define defina menciona mencione nombra
nombre enumera enumere compara compare diferencia diferencie diferencias indica indique
descreva defina cite diferencie fale liste descrever diferenciar listar
expliquez décrivez décris définissez citez donnez comparez présentez expliquer décrire définir citer donner comparer présenter nommer
erkläre erklären_sie beschreibe beschreiben_sie nenne nennen_sie definiere vergleiche
spiega spiegare descrivi definisci elenca confronta
leg_uit beschrijf noem förklara beskriv
объясните объясни опишите опиши расскажите расскажи назовите назови перечислите перечисли дайте
дай приведите приведи сравните сравни напишите напиши сформулируйте сформулируй определите
поясніть поясни опишіть опиши назвіть назви перелічіть порівняйте розкажіть наведіть
wyjaśnij opisz wymień podaj porównaj omów zdefiniuj
vysvětlete vysvětli popište popiš vyjmenujte definujte
açıklayın açıklayınız açıkla anlatın tanımlayın karşılaştırın
hãy giải_thích trình_bày nêu so_sánh phân_biệt
jelaskan sebutkan uraikan bandingkan
εξηγήστε περιγράψτε
اشرح عرف اذكر وضح قارن عدد
توضیح_دهید شرح_دهید
समझाइए बताइए הסבר תאר
"""
# Nouns in titles as well ("state management"): they order only before a word that points.
_ORDER_WEAK = (
    "list name state write implement show find design draw create identify provide take walk talk guide imagine suppose"
    " assume consider recall label"
)
_ORDER_TASK = (
    "create print count run get delete remove add change set use convert sort reverse check determine calculate compute"
    " solve generate deploy configure replace select return update modify fix complete match choose fill translate rewrite"
    " demonstrate build construct derive prove sketch estimate evaluate analyze analyse predict simplify correct refactor"
    " optimize optimise debug determine"
)
_POINTERS = "a an the some any all few two three how what why when where which your one at between me us you about that"
_COMPARE = """
vs vs. versus v/s difference differences differ differs compare comparison pros_and_cons
advantages disadvantages
diferencia diferencias diferença diferenças différence différences unterschied unterschiede
differenza differenze verschil verschillen skillnad ventajas desventajas vantagens desvantagens
avantages inconvénients vorteile nachteile vantaggi
разница отличие отличия отличается отличаются различие различия сравнение преимущества
недостатки різниця відмінність відмінності różnica różnice rozdíl rozdíly fark farkı farkları
khác_nhau khác_biệt perbedaan الفرق
"""

ASK = re.compile(rf"(?:{_alternatives(_ASK)})(?![\w'’-])")
ASK_WEAK = re.compile(rf"(?:{_alternatives(_ASK_WEAK)})(?![\w'’-])")
ORDER = re.compile(rf"(?:{_alternatives(_ORDER)})(?![\w'’-])")
ORDER_WEAK = re.compile(rf"(?:{_ORDER_WEAK.replace(' ', '|')}) (?:{_POINTERS.replace(' ', '|')})\b")
ORDER_TASK = re.compile(rf"(?:{_ORDER_TASK.replace(' ', '|')}) (?:{_POINTERS.replace(' ', '|')})\b")
COMPARE = re.compile(rf"(?<![\w])(?:{_alternatives(_COMPARE)})(?![\w])")

ASK_LOOSE = re.compile(
    r"(?:how|what|when|where|why|who|which|whose) (?!(?:is|are|was|were|am|do|does|did|can|could|should|would|will|shall"
    r"|may|might|must|has|have|had|happens|happened|makes|made|causes|kinds?|types?|sorts?|many|much|often|long|far|else"
    r"|isn|aren|don|doesn|can)\b)\w"
    r"|(?:cómo|como|comment|come) (?:se|on|si)\b|wie (?:man|es|wir)\b|как (?:это|мы|её?|их)\b"
)
"""Openings that titles of chapters share with questions: "How to start", "Why we do it"."""

OPENERS = frozenset(
    word.replace("_", " ").split()[0]
    for word in f"{_ASK} {_ASK_WEAK} {_ORDER} {_ORDER_WEAK} {_ORDER_TASK}".split()
)
"""The first words of everything that opens a question or a request."""

ASK_LAST = re.compile(r"\b(?:nedir|nelerdir|kimdir|midir|mudur|mi|mu)\W*$")
"""Endings of questions in ASCII; the others are in ``ASK_ANYWHERE``."""

# Scripts without spaces, and languages that ask at the end of the sentence.
ASK_ANYWHERE = re.compile(
    r"什么|什麼|甚麼|怎么|怎麼|怎样|怎樣|如何|为什么|為什麼|为何|為何|哪些|哪个|哪個|哪种|哪種|哪几|哪里|是否"
    r"|多少|几种|幾種|请问|有何|何为|何謂|能否|可否|吗|嗎|呢$"
    r"|何ですか|なぜ|どう|どの|どれ|どこ|どんな|いつ|ですか|ますか|でしょうか|とは$|か[。]?$"
    r"|무엇|뭔가|왜|어떻게|어떤|언제|어디|누구|란$|이란|까$|나요|인가|はどれ"
    r"|là gì|như thế nào|bao nhiêu|nedir|nelerdir|nasıl|\bm[iıuü]dir|\bm[iıuü]$|kimdir"
    r"|อะไร|ทำไม|อย่างไร|چیست|چگونه|چرا"
)
ORDER_ANYWHERE = re.compile(
    r"^(?:谈谈|谈一谈|说说|说一说|说一下|讲讲|讲一下|讲一讲|简述|簡述|介绍|介紹|简单介绍|解释|解釋|描述|聊聊|列举"
    r"|试述|论述|阐述|了解)|説明|述べよ|述べて|挙げ|教えて|설명|비교|말해|알려|서술|기술하|나열|구현하|하시오|하세요|해주세요|해 주세요|해보세요|해라\W*$"
)
COMPARE_ANYWHERE = re.compile(
    r"区别|區別|差别|差別|差异|差異|对比|對比|比较|比較|优缺点|優缺點|异同|違い|차이|장단점"
)

QUESTION_MARKS = "?？؟;՞⁇"
"""Question marks of all scripts; the Greek one looks like a semicolon and NFKC makes it one."""

QUESTION_WORDS = """
q question ques
pregunta pergunta questão questao frage domanda vraag fråga spørgsmål spørsmål kysymys
вопрос питання запитання запит pytanie otázka întrebare întrebarea kérdés
soru câu_hỏi câu hỏi pertanyaan soal tanya ερώτηση
问 問 问题 問題 题 題 题目 題目 質問 問い 질문 문제 문
سؤال السؤال س پرسش प्रश्न שאלה คำถาม
"""
ANSWER_WORDS = """
a ans answer answers solution sol reply response explanation
respuesta solución resposta solução réponse solution antwort lösung risposta soluzione antwoord
svar ratkaisu vastaus
ответ решение відповідь рішення odpowiedź rozwiązanie odpověď řešení răspuns válasz
cevap yanıt çözüm đáp đáp_án trả_lời câu_trả_lời jawaban jawab απάντηση
答 答案 答复 回答 解答 参考答案 參考答案 标准答案 正确答案 答案解析 题目解析 面试题解析 面试题剖析 题解 解 解析 答え 解説 답 답변 정답 해설
إجابة الإجابة جواب الجواب ج پاسخ उत्तर תשובה คำตอบ
"""
QUESTION_LABEL = _alternatives(QUESTION_WORDS)
ANSWER_LABEL = _alternatives(ANSWER_WORDS)

AMBIGUOUS_ANSWERS = frozenset(
    [
        "solution",
        "solutions",
        "explanation",
        "response",
        "reply",
        "sol",
        "solución",
        "solução",
        "lösung",
        "soluzione",
        "решение",
        "рішення",
        "rozwiązanie",
        "řešení",
        "çözüm",
        "解",
        "解析",
        "解説",
        "해설",
    ]
)
"""Answer words that also name ordinary sections: as headings they must repeat to open answers."""

ELLIPTIC = re.compile(
    r"(?:(?:what|why|how|when|where|who)(?:\W+(?:is|are|was|does|do|did|to|use|used|for|from|about|not|else|next|now|it|this"
    r"|that|they|these|work|works|matter|important|so|can|i|we|you|should))*"
    r"|(?:qué|que|por qué|para qué|cómo|cuándo)(?:\W+(?:es|son|se|usa|esto|sirve|funciona|importante))*"
    r"|(?:что|зачем|почему|как|когда)(?:\W+(?:это|такое|нужно|нужен|работает|важно))*"
    r"|(?:was|warum|wie|wozu|wann)(?:\W+(?:ist|sind|das|es|dies|funktioniert|wichtig))*"
    r"|(?:pourquoi|comment|quand|quoi)(?:\W+(?:c'est|ça|marche|important))*"
    r"|为什么(?:重要|使用|需要)?|是什么|怎么用|なぜ(?:重要)?(?:なのか)?|왜(?: 중요한가)?)\W*"
)
"""Questions without a subject: they lean on the title above them."""

# fmt: off
CALL_HINTS = (
    "contribut", "help", "support", "sponsor", "star", "bug", "issue", "error", "mistake", "typo", "question", "suggest",
    "idea", "feedback", "project", "repo", "coffee", "contribuir", "deja",
)
TOPIC_HINTS = (
    "question", "q&a", "q &", "q and", "qna", "faq", "quiz", "interview", "flash", "gloss", "glosario", "dictionary",
    "terms", "terminolog", "definition", "vocab", "cheat", "preguntas", "perguntas", "fragen", "domande", "entrevista",
    "entretien", "pertanyaan", "sorular",
)
COMPARE_HINTS = (
    "vs", "v/s", "differ", "compar", "pros and", "advantages", "diferen", "unterschied", "verschil", "skillnad",
    "ventajas", "desventajas", "vantagens", "avantages", "vorteile", "nachteile", "vantaggi", "perbedaan", "fark", "rozdil",
)
# fmt: on
"""Letters that are in every match of the expressions above in ASCII text."""
