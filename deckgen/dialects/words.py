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
explica explique explícame expliqueme describe describa define defina menciona mencione nombra
nombre enumera enumere compara compare diferencia diferencie diferencias indica indique
descreva defina cite diferencie fale liste
expliquez décrivez décris définissez citez donnez comparez présentez
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
_ORDER_WEAK = "list name state write implement show find design draw create identify provide take"
_ORDER_TASK = (
    "create print count run get delete remove add change set use convert sort reverse check determine calculate compute"
    " solve generate deploy configure replace select return update"
)
_POINTERS = "a an the some any all few two three how what why when where which your one at between"
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
    r"|试述|论述|阐述|了解)|説明|述べよ|述べて|挙げ|教えて|설명|비교|말해"
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
答 答案 答复 回答 解答 参考答案 參考答案 解 解析 答え 解説 답 답변 정답 해설
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

# Words with which a hidden answer is opened ("Show answer", "Click to reveal").
REVEAL = re.compile(
    r"(?<!\w)(?:answers?|solutions?|explanations?|reveal|show|see|view|toggle|click|expand|spoiler|hint"
    r"|ответы?|решение|показать|посмотреть|раскрыть|відповідь|показати|respuestas?|solución|mostrar|ver|resposta|solução"
    r"|réponse|voir|antwort|lösung|anzeigen|risposta|mostra|antwoord|toon|odpowiedź|pokaż|odpověď|zobrazit"
    r"|cevap|cevabı|göster|đáp án|xem|jawaban|lihat|إجابة|الإجابة|جواب|پاسخ|उत्तर|תשובה)(?!\w)"
    r"|答案|解答|解説|回答|查看|点击|點擊|展开|表示|見る|정답|답변|답 ?보기|보기"
)

_SECTIONS = r"""
table\ of\ contents?|contents?|toc|index|on\ this\ page|in\ this\ (?:article|document)
|contribut\w+(?:\ guid\w+)?|contributions?|how\ to\ contribute|want\ to\ contribute|pull\ requests?
|licen[cs]es?|copyright|credits?|acknowledge?ments?|thanks|special\ thanks|attributions?
|references?|further\ (?:reading|resources)|read\ more|more\ reading|links?|(?:use|help)ful\ (?:links|resources)
|(?:additional\ |more\ |other\ |external\ |learning\ )?(?:resources|links)|see\ also|sources?|bibliography|books
|authors?|maintainers?|about(?:\ (?:the\ author|me|us|this\ \w+))?|disclaimer|donat\w+|sponsors?(?:hip)?
|support(?:\ (?:us|me|this\ project|the\ project))?|(?:star|stargazers)(?:\ (?:history|over\ time))?|stargazers
|change\ ?log|releases?|road\ ?map|to\ ?do|translations?|other\ languages|available\ (?:in|translations)\b.*
|community|contact(?:\ (?:us|me))?|feedback|code\ of\ conduct|security\ policy
|prerequisites?|installation|getting\ started|quick\ ?start|legend|suggest(?:ions?|\ .*)|footnotes?
|índice|tabla\ de\ contenidos?|contenidos?|contribuir|contribuciones|licencia|referencias|recursos|enlaces(?:\ de\ interés)?|créditos|agradecimientos|autor(?:es)?
|índice|sumário|conteúdo|contribuindo|contribuição|licença|referências|links\ úteis
|sommaire|table\ des\ matières|contribuer|licence|références|liens|ressources
|inhalt|inhaltsverzeichnis|mitwirken|lizenz|quellen|literatur|weiterführende\ links|danksagung
|indice|contribuire|licenza|riferimenti|risorse
|inhoud|inhoudsopgave|licentie|bronnen|innehåll|spis\ treści|licencja|źródła|obsah|zdroje
|содержание|оглавление|лицензия|ссылки|источники|литература|полезные\ ссылки|вклад|авторы?|благодарности|дополнительные\ материалы
|зміст|ліцензія|посилання|джерела|література
|içindekiler|lisans|kaynaklar|kaynakça|katkı\w*|mục\ lục|tài\ liệu(?:\ tham\ khảo)?|giấy\ phép|daftar\ isi|lisensi|referensi
|目录|目錄|贡献|貢獻|许可证|許可證|许可|协议|参考|参考资料|参考文献|参考链接|參考資料|相关链接|相关文章|文章推荐|推荐阅读|扩展阅读|延伸阅读|更多|联系我们?|关于(?:我|作者|本\w*)?|致谢|公众号|版权|声明
|目次|参考リンク|参考文献|参考資料|ライセンス|貢献|コントリビュート|謝辞
|목차|참고|참고\ ?자료|참고\ ?문헌|출처|라이[선센]스|기여
|المحتويات|الفهرس|المراجع|المصادر|الترخيص|المساهمة|فهرست|منابع|مجوز
"""
SECTION = re.compile(rf"(?:{_SECTIONS})", re.VERBOSE)
"""Whole titles of sections that are never cards."""

CHAPTER = re.compile(
    r"(?:general |brief |short )?(?:introduction|intro|overview|preface|foreword|summary|conclusions?|background|motivation"
    r"|basics?|advanced|miscellaneous|misc|other|preliminaries|fundamentals|appendix)"
    r"|introducción|resumen|conclusión|introdução|resumo|conclusão|einleitung|einführung|überblick|fazit|grundlagen"
    r"|введение|вступление|заключение|вывод|выводы|основы|вступ|висновок|introduzione|riassunto|conclusione"
    r"|前言|概述|简介|簡介|引言|总结|總結|小结|结语|基础|はじめに|概要|まとめ|소개|개요|요약|결론|giới thiệu|tổng quan|kết luận|مقدمة|خاتمة"
)
"""Whole titles of chapters that introduce or end."""

CALL = re.compile(
    r"(?:want|would you like|like|wish|how|feel free|please) to (?:contribute|help|support|sponsor|star)"
    r"|(?:found|find|see|spotted) (?:a|any|an) (?:bug|issue|error|mistake|typo)|report (?:a|an) (?:bug|issue)"
    r"|(?:have|got) (?:a|any|another|more) (?:question|suggestion|idea|feedback)|suggest (?:a|your) question"
    r"|(?:like|enjoy|love) this (?:project|repo|repository)|need help|your question|buy me a coffee"
    r"|хотите помочь|нашли ошибку|предложить вопрос|quieres contribuir|deja tu|como contribuir|cómo contribuir"
)
"""Invitations that only look like questions."""

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

TOPIC = re.compile(
    r"\b(?:questions|q\s?&\s?a|q\s?and\s?a|qna|faqs?|quiz(?:zes)?|interview|flash\s?cards|glossary|dictionary"
    r"|terms|terminology|definitions|vocabulary|cheat\s?sheet|preguntas|perguntas|fragen|domande"
    r"|entrevistas?|entretien|glosario|glossário|glossaire|glossar|glossario|вопросы|вопросов|собеседовани\w+"
    r"|глоссарий|словарь|термины|запитання|питання|pytania|otázky|sorular\w*|mülakat\w*|pertanyaan)\b"
    r"|面试|面試|常见问题|常見問題|题库|題庫|问答|問答|术语|術語|词汇|用語集?|よくある質問|質問集|면접|질문|용어|câu hỏi|phỏng vấn|الأسئلة|أسئلة"
)
"""What a collection of questions calls itself."""

GLOSSARY = re.compile(
    r"\b(?:glossary|dictionary|terms|terminology|definitions|vocabulary|vocab|acronyms|abbreviations|jargon|lexicon"
    r"|glosario|glossário|glossaire|lexique|glossar|begriffe|glossario|глоссарий|словарь|термины|определения|словник"
    r"|słownik|slovník|sözlük|glosarium|istilah)\b|术语|術語|词汇|詞彙|名词解释|名詞解釋|用語|용어|thuật ngữ|مصطلحات"
)
"""What a glossary calls itself."""

PLACEHOLDER = re.compile(
    r"(?:to be (?:completed|done|added|continued|answered|written|updated|announced)|tb[dca]|to[- ]?do|wip"
    r"|work in progress|coming soon|in progress|under construction|(?:put |add |write )?(?:your )?answers? (?:goes )?here"
    r"|no answer(?: yet)?|not answered(?: yet)?|answer (?:pending|needed|missing)|pending|add answer|fill me(?: in)?|\?+|…"
    r"|por (?:hacer|completar)|pendiente|a completar|em breve|à (?:compléter|venir)|folgt|ausstehend|da completare"
    r"|в разработке|в процессе|скоро|допишу|будет (?:добавлен|дополнен)\w*|пока нет ответа|незабаром|do uzupełnienia|wkrótce"
    r"|yakında|đang cập nhật|segera|待(?:补充|補充|更新|完善|续|填|写|解答)|未完(?:待续)?|暂无(?:答案)?|略|準備中|未(?:回答|記入)|작성 ?중|추후|준비 ?중"
    r"|قريبا|به زودی)"
)
"""Answers that say there is none yet; matched against the whole text."""

TERM_COLUMN = re.compile(
    r"(?:key )?(?:terms?|words?|concepts?|acronyms?|abbreviations?|vocabulary|término|termo|terme|begriff"
    r"|concepto|conceito|термин|понятие|термін|поняття|pojęcie|pojem|terim|kavram|thuật ngữ|istilah"
    r"|术语|術語|名词|概念|用語|용어|المصطلح)"
)
MEANING_COLUMN = re.compile(
    r"(?:definitions?|meanings?|descriptions?|explanations?|definición|significado|definição|définition|bedeutung"
    r"|beschreibung|descripción|descrição|определение|описание|значение|визначення|опис|definicja|opis|význam|tanım"
    r"|anlamı?|định nghĩa|ý nghĩa|definisi|arti|定义|定義|解释|解釋|含义|含義|说明|說明|意味|説明|정의|설명|뜻|التعريف)"
)
"""Names of the columns of a table of terms."""

FOLLOWING = re.compile(
    r"(?<!\w)(?:following|below|what\b.{0,60}\b(?:output|print|log|display)(?:s|ed|ged)?|output of (?:this|the)|siguientes?|salida|imprime|seguintes?|abaixo|saída"
    r"|suivante?s?|ci-dessous|affiche|folgende[nrs]?|ausgegeben|ausgabe|seguenti?|sotto|volgende|poniższ\w+|następując\w+"
    r"|aşağıdaki\w*|çıktısı|sau đây|dưới đây|berikut|следующ\w+|ниже|выведет\w*|вывод|наступн\w+|нижче|التالي\w*|أدناه|زیر)(?!\w)"
    r"|以下|下列|下面|下方|输出|輸出|次の|下記|出力|다음|아래|출력"
)
"""A question with these points at what stands below it."""

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
