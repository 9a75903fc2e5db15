"""Names of sections, columns and labels in many languages: evidence for what is no question.

Every expression is matched on casefolded NFKC text; see ``words.py``.
"""
# ruff: noqa: E501 -- word lists read best with one language on a line

from __future__ import annotations

import re

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
|how\ to\ (?:use|read|study|navigate|work\ with)\ (?:this|these|the)\ \w+(?:\ \w+)?|how\ this\ \w+\ (?:is\ organi[sz]ed|works)
|(?:answer|scoring|marking)\ (?:keys?|guides?|sheets?)(?:\ (?:and|&)\ \w+)?|score(?:\ (?:tracker|card|sheet))?|key\ takeaways?
|what'?s\ next|next\ steps|go(?:ing)?\ deeper|where\ to\ go\ (?:from\ here|next)|(?:related|recommended)\ (?:\w+\ )?(?:topics|resources|reading|links|articles|notes|questions)
|índice|tabla\ de\ contenidos?|contenidos?|contribuir|contribuciones|licencia|referencias|recursos|enlaces(?:\ de\ interés)?|créditos|agradecimientos|autor(?:es)?
|índice|sumário|conteúdo|contribuindo|contribuição|licença|referências|links\ úteis
|sommaire|table\ des\ matières|contribuer|licence|références|liens|ressources
|inhalt|inhaltsverzeichnis|mitwirken|lizenz|quellen|literatur|weiterführende\ links|danksagung
|indice|contribuire|licenza|riferimenti|risorse
|inhoud|inhoudsopgave|licentie|bronnen|innehåll|spis\ treści|licencja|źródła|obsah|zdroje
|содержание|оглавление|лицензия|ссылки|источники|литература|полезные\ ссылки|вклад|авторы?|благодарности|дополнительные\ материалы
|зміст|ліцензія|посилання|джерела|література
|içindekiler|lisans|kaynaklar|kaynakça|katkı\w*|mục\ lục|tài\ liệu(?:\ tham\ khảo)?|giấy\ phép|daftar\ isi|lisensi|referensi
|目录|目錄|贡献|貢獻|许可证|許可證|许可|协议|参考|参考资料|参考文献|参考链接|參考資料|相关链接|相关文章|文章推荐|推荐阅读|扩展阅读|延伸阅读|更多|联系我们?|关于(?:我|作者|本\w*)?|致谢|公众号|版权|声明|更新(?:历史|日志|记录)|版本历史|修订(?:历史|记录)
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
    r"(?:^|(?<=[.!?] ))(?:(?:do|did|have|are|if|still|please|если|вы) ){0,2}(?:you |i )?(?:"
    r"(?:want|would you like|like|wish|how|feel free|please) to (?:contribute|help|support|sponsor|star)"
    r"|(?:found|find|see|spotted) (?:a|any|an) (?:bug|issue|error|mistake|typo)|report (?:a|an) (?:bug|issue)"
    r"|(?:have|got) (?:(?:a|any|another|more|other|further) )?(?:question|suggestion|idea|feedback)|suggest (?:a|your) question"
    r"|(?:can'?t|can’t|didn'?t|didn’t|couldn'?t|couldn’t|don'?t|don’t|not) (?:find|see) (?:your|an|the) (?:question|answer)"
    r"|(?:like|enjoy|love) this (?:project|repo|repository)|need help|your question|buy me a coffee"
    r"|хотите помочь|нашли ошибку|предложить вопрос|quieres contribuir|deja tu|como contribuir|cómo contribuir)"
)
"""Sentences that invite and only look like questions."""

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
    r"(?:to be (?:completed|done|added|continued|answered|written|updated|announced|filled(?: in)?|provided)|tb[dca]|to[- ]?do|wip|(?:the )?answers? (?:(?:is|are|will be) )?(?:coming|to follow|added)(?: soon| later)?"
    r"|work in progress|coming soon|in progress|under construction|(?:put |add |write )?(?:your )?answers? (?:goes )?here"
    r"|(?:your|tu|su|sua|votre|deine?|ihre?|ваш) (?:answer|respuesta|resposta|réponse|antwort|ответ)|no answer(?: yet)?|not answered(?: yet)?|answer (?:pending|needed|missing)|pending|add answer|fill me(?: in)?|\?+|…"
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
    r"(?<!\w)(?:following|below|what\b.{0,60}\b(?:output|print|log|display)(?:s|ed|ged)?|output of (?:this|the)|this (?:\w+ ){0,2}(?:code|snippet|program|script|query)|siguientes?|salida|imprime|seguintes?|abaixo|saída"
    r"|suivante?s?|ci-dessous|affiche|folgende[nrs]?|ausgegeben|ausgabe|seguenti?|sotto|volgende|poniższ\w+|następując\w+"
    r"|aşağıdaki\w*|çıktısı|sau đây|dưới đây|berikut|следующ\w+|ниже|выведет\w*|вывод|наступн\w+|нижче|التالي\w*|أدناه|زیر)(?!\w)"
    r"|以下|下列|下面|下方|输出|輸出|次の|下記|出力|다음|아래|출력"
)
"""A question with these points at what stands below it."""
