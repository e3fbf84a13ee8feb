<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Version {0}, atlas {1}.</source>
        <translation>Version {0}, Atlas {1}.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über footmap</translation>
    </message>
    <message>
        <source>Sources ({0})</source>
        <translation>Quellen ({0})</translation>
    </message>
    <message>
        <source>Paint where a foot or leg hurts; read which nerves and spinal levels fit.</source>
        <translation>Markieren, wo Fuß oder Bein schmerzt; ablesen, welche Nerven und Segmente passen.</translation>
    </message>
    <message>
        <source>An aid for learning and decisions, not a diagnosis. A fit is not a probability: pain follows nerve and root territories poorly, and people differ.</source>
        <translation>Eine Hilfe zum Lernen und Entscheiden, keine Diagnose. Eine Passung ist keine Wahrscheinlichkeit: Schmerz folgt den Gebieten von Nerven und Wurzeln schlecht, und Menschen sind verschieden.</translation>
    </message>
    <message>
        <source>footmap sends nothing anywhere; drawings stay in the files you save.</source>
        <translation>footmap sendet nichts; Zeichnungen bleiben in den Dateien, die Sie speichern.</translation>
    </message>
    <message>
        <source>Free software under the MIT licence; the text comes with footmap.</source>
        <translation>Freie Software unter der MIT-Lizenz; ihr Text liegt footmap bei.</translation>
    </message>
    <message>
        <source>Search the sources</source>
        <translation>In den Quellen suchen</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Grade A: systematic review or meta-analysis</source>
        <translation>Stufe A: systematische Übersicht oder Metaanalyse</translation>
    </message>
    <message>
        <source>Grade B: primary study, abstract read</source>
        <translation>Stufe B: Einzelstudie, Zusammenfassung gelesen</translation>
    </message>
    <message>
        <source>Grade C: professional review or reference site</source>
        <translation>Stufe C: fachliche Übersicht oder Nachschlagewerk</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Patients…</source>
        <translation>Patienten …</translation>
    </message>
    <message>
        <source>New visit</source>
        <translation>Neuer Besuch</translation>
    </message>
    <message>
        <source>About this visit…</source>
        <translation>Über diesen Besuch …</translation>
    </message>
    <message>
        <source>Library and backups…</source>
        <translation>Bibliothek und Sicherungen …</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>All visits in time…</source>
        <translation>Alle Besuche im Verlauf…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Hand over encrypted…</source>
        <translation>Verschlüsselt weitergeben…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht …</translation>
    </message>
    <message>
        <source>Letter text…</source>
        <translation>Brieftext …</translation>
    </message>
    <message>
        <source>Copy the letter text</source>
        <translation>Brieftext kopieren</translation>
    </message>
    <message>
        <source>Copy the findings</source>
        <translation>Befund kopieren</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save a picture…</source>
        <translation>Bild speichern …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Delete the selected stroke</source>
        <translation>Gewählten Strich löschen</translation>
    </message>
    <message>
        <source>Clear this view</source>
        <translation>Diese Ansicht leeren</translation>
    </message>
    <message>
        <source>Clear all paint</source>
        <translation>Alle Markierungen löschen</translation>
    </message>
    <message>
        <source>Mirror to the other side</source>
        <translation>Auf die andere Seite spiegeln</translation>
    </message>
    <message>
        <source>Mirror right to left</source>
        <translation>Rechts nach links spiegeln</translation>
    </message>
    <message>
        <source>Mirror left to right</source>
        <translation>Links nach rechts spiegeln</translation>
    </message>
    <message>
        <source>Look up…</source>
        <translation>Nachschlagen …</translation>
    </message>
    <message>
        <source>Nerves, levels, conditions, places, muscles, reflexes, regions, questions.</source>
        <translation>Nerven, Segmente, Ursachen, Orte, Muskeln, Reflexe, Regionen, Fragen.</translation>
    </message>
    <message>
        <source>Find a question</source>
        <translation>Frage suchen</translation>
    </message>
    <message>
        <source>Table of power and reflexes…</source>
        <translation>Tabelle von Kraft und Reflexen…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Walk through the regions</source>
        <translation>Durch die Regionen gehen</translation>
    </message>
    <message>
        <source>Arrow keys go to the next region, Enter marks it, Delete removes its paint, Esc ends.</source>
        <translation>Pfeile gehen zur nächsten Region, Eingabe markiert sie, Entf nimmt ihre Markierung weg, Esc beendet.</translation>
    </message>
    <message>
        <source>Move the tool with the keys</source>
        <translation>Das Werkzeug mit Tasten führen</translation>
    </message>
    <message>
        <source>Arrow keys move the tool (Ctrl far, Shift finely), Space presses and releases, Esc ends.</source>
        <translation>Pfeile führen das Werkzeug (Strg weit, Umschalt fein), die Leertaste setzt an und ab, Esc beendet.</translation>
    </message>
    <message>
        <source>Choose a region…</source>
        <translation>Eine Region wählen …</translation>
    </message>
    <message>
        <source>Narrower brush</source>
        <translation>Schmalerer Pinsel</translation>
    </message>
    <message>
        <source>Wider brush</source>
        <translation>Breiterer Pinsel</translation>
    </message>
    <message>
        <source>Less intense</source>
        <translation>Schwächer</translation>
    </message>
    <message>
        <source>More intense</source>
        <translation>Stärker</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Whole sheet</source>
        <translation>Ganzes Blatt</translation>
    </message>
    <message>
        <source>Show pain</source>
        <translation>Schmerz zeigen</translation>
    </message>
    <message>
        <source>Show burning</source>
        <translation>Brennen zeigen</translation>
    </message>
    <message>
        <source>Show tingling</source>
        <translation>Kribbeln zeigen</translation>
    </message>
    <message>
        <source>Show numbness</source>
        <translation>Taubheit zeigen</translation>
    </message>
    <message>
        <source>Show all qualities</source>
        <translation>Alle Empfindungen zeigen</translation>
    </message>
    <message>
        <source>Nerves</source>
        <translation>Nerven</translation>
    </message>
    <message>
        <source>Dermatomes</source>
        <translation>Dermatome</translation>
    </message>
    <message>
        <source>Swap fill and outline of nerves and dermatomes</source>
        <translation>Füllung und Umriss von Nerven und Dermatomen tauschen</translation>
    </message>
    <message>
        <source>Where the maps disagree</source>
        <translation>Wo die Karten sich widersprechen</translation>
    </message>
    <message>
        <source>Maps side by side</source>
        <translation>Karten nebeneinander</translation>
    </message>
    <message>
        <source>Beside a view shown large: the same limb with the other dermatome maps; choose one to draw it large.</source>
        <translation>Neben einer groß gezeigten Ansicht: dasselbe Bein mit den anderen Dermatomkarten; eine wählen, um sie groß zu zeichnen.</translation>
    </message>
    <message>
        <source>Courses of the nerves</source>
        <translation>Verlauf der Nerven</translation>
    </message>
    <message>
        <source>Landmarks</source>
        <translation>Landmarken</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>From spine to toe</source>
        <translation>Von der Wirbelsäule zur Zehe</translation>
    </message>
    <message>
        <source>As the patient sees himself (mirror)</source>
        <translation>Wie der Patient sich selbst sieht (Spiegel)</translation>
    </message>
    <message>
        <source>The patient’s right stands on the right in every view.</source>
        <translation>Rechts vom Patienten steht in jeder Ansicht rechts.</translation>
    </message>
    <message>
        <source>Clear the highlight</source>
        <translation>Hervorhebung vom Bild nehmen</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Learn the nerves and roots by painting them</source>
        <translation>Nerven und Wurzeln lernen, indem man sie malt</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>Präsentation</translation>
    </message>
    <message>
        <source>Hand over to the patient</source>
        <translation>Dem Patienten übergeben</translation>
    </message>
    <message>
        <source>Picture alone</source>
        <translation>Nur das Bild</translation>
    </message>
    <message>
        <source>Tools and results are folded away; the picture takes their room.</source>
        <translation>Werkzeuge und Ergebnisse sind eingeklappt; das Bild nimmt ihren Platz ein.</translation>
    </message>
    <message>
        <source>Hide the names, then reveal the next</source>
        <translation>Namen verbergen, dann den nächsten zeigen</translation>
    </message>
    <message>
        <source>Show all names</source>
        <translation>Alle Namen zeigen</translation>
    </message>
    <message>
        <source>Spotlight at the pointer</source>
        <translation>Lichtkegel am Zeiger</translation>
    </message>
    <message>
        <source>Discreet: pseudonyms alone</source>
        <translation>Diskret: nur Pseudonyme</translation>
    </message>
    <message>
        <source>Names, pictures and files are kept out of titles and lists; recent files are forgotten.</source>
        <translation>Namen, Bilder und Dateien erscheinen nicht in Titeln und Listen; zuletzt benutzte Dateien werden vergessen.</translation>
    </message>
    <message>
        <source>Cover the window</source>
        <translation>Fenster abdecken</translation>
    </message>
    <message>
        <source>Nothing of a patient is seen until a key is pressed or the passphrase typed.</source>
        <translation>Nichts von einem Patienten ist zu sehen, bis eine Taste gedrückt oder die Passphrase eingegeben wird.</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Two-minute tour</source>
        <translation>Zwei-Minuten-Rundgang</translation>
    </message>
    <message>
        <source>How to read the result</source>
        <translation>Wie das Ergebnis zu lesen ist</translation>
    </message>
    <message>
        <source>Report a problem…</source>
        <translation>Problem melden …</translation>
    </message>
    <message>
        <source>About footmap</source>
        <translation>Über footmap</translation>
    </message>
</context>
<context>
    <name>AnsweredList</name>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Earlier answers: {0}</source>
        <translation>Frühere Antworten: {0}</translation>
    </message>
    <message>
        <source>Remove: {0}</source>
        <translation>Zurücknehmen: {0}</translation>
    </message>
    <message>
        <source>Remove this answer</source>
        <translation>Diese Antwort zurücknehmen</translation>
    </message>
    <message>
        <source>{0} has several answers; choose one.</source>
        <translation>{0}: Mehrere Antworten sind angegeben; bitte eine wählen.</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>grade {0}</source>
        <translation>Grad {0}</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Something went wrong; the record is safe.</source>
        <translation>Etwas ist schiefgegangen; die Akte ist sicher.</translation>
    </message>
    <message>
        <source>Something went wrong; save your work now, please.</source>
        <translation>Etwas ist schiefgegangen; bitte jetzt speichern.</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Bericht kopieren</translation>
    </message>
</context>
<context>
    <name>BackPain</name>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>in der Mitte</translation>
    </message>
    <message>
        <source>Low back pain, {0}, radiating</source>
        <translation>Kreuzschmerz, {0}, ausstrahlend</translation>
    </message>
    <message>
        <source>Low back pain, {0}</source>
        <translation>Kreuzschmerz, {0}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Warnings</source>
        <translation>Warnzeichen</translation>
    </message>
    <message>
        <source>From memory; no source was consulted.</source>
        <translation>Aus dem Gedächtnis; keine Quelle gelesen.</translation>
    </message>
    <message>
        <source>Reasons and sources</source>
        <translation>Warum, und Quellen</translation>
    </message>
    <message>
        <source>Why: {0}</source>
        <translation>Warum: {0}</translation>
    </message>
    <message>
        <source>A “no” that does not reassure: {0}</source>
        <translation>Ein „Nein“, das nicht beruhigt: {0}</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>All views</source>
        <translation>Alle Ansichten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Clear all paint</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>Walk through the regions</source>
        <translation>Durch die Regionen gehen</translation>
    </message>
    <message>
        <source>Move the tool with the keys</source>
        <translation>Werkzeug mit den Tasten bewegen</translation>
    </message>
    <message>
        <source>Keys: R regions, K tool</source>
        <translation>Tasten: R Regionen, K Werkzeug</translation>
    </message>
    <message>
        <source>The question is about the right limb; R is the patient’s right.</source>
        <translation>Gefragt ist das rechte Bein; R ist rechts vom Patienten aus.</translation>
    </message>
    <message>
        <source>The question is about the left limb.</source>
        <translation>Gefragt ist das linke Bein.</translation>
    </message>
</context>
<context>
    <name>BodyScene</name>
    <message>
        <source>{0}, as in a mirror</source>
        <translation>{0}, gespiegelt</translation>
    </message>
    <message>
        <source>R is the patient’s right, L the patient’s left</source>
        <translation>R ist rechts, L links vom Patienten aus gesehen</translation>
    </message>
    <message>
        <source>R is your right, L is your left</source>
        <translation>R ist Ihre rechte, L Ihre linke Seite</translation>
    </message>
    <message>
        <source>{0} (core)</source>
        <translation>{0} (Kern)</translation>
    </message>
    <message>
        <source>{0} (usual)</source>
        <translation>{0} (üblich)</translation>
    </message>
    <message>
        <source>{0} (variant)</source>
        <translation>{0} (Variante)</translation>
    </message>
    <message>
        <source>consensus core</source>
        <translation>Konsens, Kern</translation>
    </message>
    <message>
        <source>consensus margin</source>
        <translation>Konsens, Rand</translation>
    </message>
    <message>
        <source>{0} (variant, {1} % of limbs)</source>
        <translation>{0} (Variante, {1} % der Beine)</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Vorn</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Hinten</translation>
    </message>
    <message>
        <source>Outer side</source>
        <translation>Außenseite</translation>
    </message>
    <message>
        <source>Inner side</source>
        <translation>Innenseite</translation>
    </message>
    <message>
        <source>Tops of the feet</source>
        <translation>Fußrücken</translation>
    </message>
    <message>
        <source>Soles</source>
        <translation>Fußsohlen</translation>
    </message>
    <message>
        <source>Outer side of the foot</source>
        <translation>Außenseite des Fußes</translation>
    </message>
    <message>
        <source>Inner side of the foot</source>
        <translation>Innenseite des Fußes</translation>
    </message>
    <message>
        <source>R</source>
        <comment>right limb</comment>
        <translation>R</translation>
    </message>
    <message>
        <source>L</source>
        <comment>left limb</comment>
        <translation>L</translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>Or start with the clues</source>
        <translation>Oder mit den Befunden beginnen</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show {0} more</source>
        <translation>{0} weitere zeigen</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>Nerve, level or condition</source>
        <translation>Nerv, Segment oder Krankheitsbild</translation>
    </message>
    <message>
        <source>Search for an answer</source>
        <translation>Nach einer Antwort suchen</translation>
    </message>
    <message>
        <source>I would act at once: an emergency</source>
        <translation>Ich würde sofort handeln: ein Notfall</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>What is it? Up to three, the likeliest first.</source>
        <translation>Was ist es? Bis zu drei, das Wahrscheinlichste zuerst.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>{0}, choose to take it back</source>
        <translation>{0}, wählen nimmt es zurück</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Body chart</source>
        <translation>Körperschema</translation>
    </message>
    <message>
        <source>Eight views of the right and left limb to paint on</source>
        <translation>Acht Ansichten des rechten und linken Beins zum Markieren</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Highlighted</source>
        <translation>Hervorgehoben</translation>
    </message>
    <message>
        <source>Clear the highlight</source>
        <translation>Hervorhebung vom Bild nehmen</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Im Vergleich</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>Numb</source>
        <translation>Taub</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Schmerz</translation>
    </message>
    <message>
        <source>also felt here</source>
        <translation>auch hier gespürt</translation>
    </message>
    <message>
        <source>Reflexes reduced</source>
        <translation>Reflexe vermindert</translation>
    </message>
    <message>
        <source>Reflexes</source>
        <translation>Reflexe</translation>
    </message>
    <message>
        <source>often brisk</source>
        <translation>oft gesteigert</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Schwach</translation>
    </message>
    <message>
        <source>{0}; also {1}</source>
        <translation>{0}; auch {1}</translation>
    </message>
    <message>
        <source>Roots</source>
        <translation>Wurzeln</translation>
    </message>
    <message>
        <source>May be caught at</source>
        <translation>Engstellen</translation>
    </message>
    <message>
        <source>Muscles</source>
        <translation>Muskeln</translation>
    </message>
    <message>
        <source>Nerves of the skin</source>
        <translation>Nerven der Haut</translation>
    </message>
    <message>
        <source>also {0}</source>
        <translation>auch {0}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>partly: {0}</source>
        <translation>teilweise: {0}</translation>
    </message>
</context>
<context>
    <name>Caretaker</name>
    <message>
        <source>Repair or restore…</source>
        <translation>Reparieren oder wiederherstellen …</translation>
    </message>
    <message>
        <source>From the next start on, {0} is the library.</source>
        <translation>Ab dem nächsten Start ist {0} die Bibliothek.</translation>
    </message>
    <message>
        <source>Another library</source>
        <translation>Andere Bibliothek</translation>
    </message>
    <message>
        <source>Libraries of footmap ({0})</source>
        <translation>Bibliotheken von footmap ({0})</translation>
    </message>
    <message>
        <source>The library is repaired: {0} visits, {1} of them from the backup.</source>
        <translation>Die Bibliothek ist repariert: {0} Besuche, davon {1} aus der Sicherung.</translation>
    </message>
    <message>
        <source>The last steps of {0} visits were lost.</source>
        <translation>Bei {0} Besuchen sind die letzten Schritte verloren.</translation>
    </message>
    <message>
        <source>The damaged file is in {0}.</source>
        <translation>Die beschädigte Datei liegt in {0}.</translation>
    </message>
    <message>
        <source>The backup is the library now; the one before it is in {0}.</source>
        <translation>Die Sicherung ist jetzt die Bibliothek; die vorherige liegt in {0}.</translation>
    </message>
</context>
<context>
    <name>CasePart</name>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Who says so?</source>
        <translation>Wer sagt das?</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Nächster Fall</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>In place {0}</source>
        <translation>An Stelle {0}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>What counts as right: {0}</source>
        <translation>Als richtig gilt: {0}</translation>
    </message>
    <message>
        <source>This is an emergency, and it was overlooked.</source>
        <translation>Das ist ein Notfall, und er wurde übersehen.</translation>
    </message>
    <message>
        <source>This was no emergency.</source>
        <translation>Das war kein Notfall.</translation>
    </message>
    <message>
        <source>In part written from memory.</source>
        <translation>Zum Teil aus dem Gedächtnis geschrieben.</translation>
    </message>
    <message>
        <source>Written from memory, not checked against a source.</source>
        <translation>Aus dem Gedächtnis geschrieben, nicht an einer Quelle geprüft.</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>What changed, in numbers</source>
        <translation>Was sich geändert hat, in Zahlen</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>{0}: all paint (cm²)</source>
        <translation>{0}: alle Markierungen (cm²)</translation>
    </message>
    <message>
        <source>{0}: {1} (cm²)</source>
        <translation>{0}: {1} (cm²)</translation>
    </message>
    <message>
        <source>Intensity, 0 to 10</source>
        <translation>Stärke, 0 bis 10</translation>
    </message>
    <message>
        <source>Way of the middle</source>
        <translation>Weg der Mitte</translation>
    </message>
    <message>
        <source>{0} mm</source>
        <translation>{0} mm</translation>
    </message>
    <message>
        <source>In common (Jaccard)</source>
        <translation>Gemeinsam (Jaccard)</translation>
    </message>
    <message>
        <source>then</source>
        <translation>damals</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>Unterschied</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Choose three, the likeliest first; choose one again to take it back.</source>
        <translation>Drei wählen, das Wahrscheinlichste zuerst; noch einmal wählen nimmt es zurück.</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>your answer, wrong</source>
        <translation>Ihre Antwort, falsch</translation>
    </message>
    <message>
        <source>no. {0}: </source>
        <translation>Nr. {0}: </translation>
    </message>
</context>
<context>
    <name>ClearedList</name>
    <message>
        <source>Take the reason away, so that the flag stands again</source>
        <translation>Den Grund zurücknehmen, damit das Warnzeichen wieder steht</translation>
    </message>
    <message>
        <source>No longer cleared: {0}</source>
        <translation>Nicht mehr ausgeschlossen: {0}</translation>
    </message>
</context>
<context>
    <name>ClueRow</name>
    <message>
        <source>not tested</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Removes the answer; unknown is not “no”.</source>
        <translation>Nimmt die Antwort zurück; unbekannt heißt nicht „nein“.</translation>
    </message>
    <message>
        <source>Used here: {0}</source>
        <translation>Hier gilt: {0}</translation>
    </message>
    <message>
        <source>Schools differ: {0}</source>
        <translation>Schulen uneins: {0}</translation>
    </message>
</context>
<context>
    <name>CluesPane</name>
    <message>
        <source>Search: SLR, reflex, heel …</source>
        <translation>Suchen: Lasègue, Reflex, Ferse …</translation>
    </message>
    <message>
        <source>Search questions</source>
        <translation>Fragen suchen</translation>
    </message>
    <message>
        <source>Table of power and reflexes …</source>
        <translation>Tabelle von Kraft und Reflexen …</translation>
    </message>
    <message>
        <source>Reading the knowledge base …</source>
        <translation>Die Wissensbasis wird gelesen …</translation>
    </message>
    <message>
        <source>{0}: history</source>
        <translation>{0}: Vorgeschichte</translation>
    </message>
    <message>
        <source>{0}: examination</source>
        <translation>{0}: Untersuchung</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Vorgeschichte</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>Untersuchung</translation>
    </message>
    <message>
        <source>No question contains these words.</source>
        <translation>Mit diesen Wörtern wird nichts gefragt.</translation>
    </message>
    <message>
        <source>{0} more; add a word to narrow the search.</source>
        <translation>{0} weitere; ein weiteres Wort grenzt ein.</translation>
    </message>
    <message>
        <source>Remove: {0}</source>
        <translation>Zurücknehmen: {0}</translation>
    </message>
    <message>
        <source>Answer: {0}, {1}</source>
        <translation>Antwort: {0}, {1}</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Swap then and now</source>
        <translation>Damals und jetzt tauschen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close  (Esc)</source>
        <translation>Schließen  (Esc)</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Andere Datei…</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>There is one drawing only. The next visit can be compared with it, or a file chosen above.</source>
        <translation>Es gibt erst eine Zeichnung. Mit ihr lässt sich der nächste Besuch vergleichen, oder eine Datei, die oben gewählt wird.</translation>
    </message>
    <message>
        <source>Nothing has been painted yet.</source>
        <translation>Es ist noch nichts markiert.</translation>
    </message>
    <message>
        <source>Open drawing</source>
        <translation>Offene Zeichnung</translation>
    </message>
    <message>
        <source>Choose two drawings.</source>
        <translation>Wählen Sie zwei Zeichnungen.</translation>
    </message>
    <message>
        <source>This is the same drawing twice; choose another one.</source>
        <translation>Das ist zweimal dieselbe Zeichnung; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>the male body</source>
        <translation>dem männlichen Körper</translation>
    </message>
    <message>
        <source>the female body</source>
        <translation>dem weiblichen Körper</translation>
    </message>
    <message>
        <source>{0} was drawn on {1}, {2} on {3}; both are shown on {3}, so that places and areas are approximate.</source>
        <translation>{0} wurde auf {1} gezeichnet, {2} auf {3}; beide sind auf {3} gezeigt, daher sind Orte und Flächen ungefähr.</translation>
    </message>
    <message>
        <source>{0} was drawn with another version of the atlas; borders may have moved a little.</source>
        <translation>{0} wurde mit einer anderen Fassung des Atlas gezeichnet; Grenzen können sich etwas verschoben haben.</translation>
    </message>
    <message>
        <source>{0} has no paint.</source>
        <translation>{0} hat keine Markierung.</translation>
    </message>
    <message>
        <source>PNG picture ({0})</source>
        <translation>PNG-Bild ({0})</translation>
    </message>
    <message>
        <source>SVG picture ({0})</source>
        <translation>SVG-Bild ({0})</translation>
    </message>
    <message>
        <source>CSV table ({0})</source>
        <translation>CSV-Tabelle ({0})</translation>
    </message>
</context>
<context>
    <name>CoursesPanel</name>
    <message>
        <source>Courses</source>
        <translation>Kurse</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Say first who studies.</source>
        <translation>Sagen Sie zuerst, wer lernt.</translation>
    </message>
    <message>
        <source>{0} of {1} solved</source>
        <translation>{0} von {1} gelöst</translation>
    </message>
    <message>
        <source>Open: {0}</source>
        <translation>Öffnen: {0}</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>About this visit</source>
        <translation>Über diesen Besuch</translation>
    </message>
    <message>
        <source>Pseudonym</source>
        <translation>Pseudonym</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Ein anderes</translation>
    </message>
    <message>
        <source>Make up another pseudonym</source>
        <translation>Ein anderes Pseudonym ausdenken</translation>
    </message>
    <message>
        <source>Name (optional)</source>
        <translation>Name (freiwillig)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Year of birth (optional)</source>
        <translation>Geburtsjahr (freiwillig)</translation>
    </message>
    <message>
        <source>Year of birth</source>
        <translation>Geburtsjahr</translation>
    </message>
    <message>
        <source>Number in your system (optional)</source>
        <translation>Nummer in Ihrem System (freiwillig)</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>Untersucht von</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>Gezeichnet von</translation>
    </message>
    <message>
        <source>Side of the complaint</source>
        <translation>Seite der Beschwerden</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>stärkster</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>mittlerer</translation>
    </message>
    <message>
        <source>Pain {0}, 0 to 10</source>
        <translation>Schmerz {0}, 0 bis 10</translation>
    </message>
    <message>
        <source>Pain (0 to 10)</source>
        <translation>Schmerz (0 bis 10)</translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message>
        <source>Drop here to open {0}</source>
        <translation>Hier ablegen, um {0} zu öffnen</translation>
    </message>
    <message>
        <source>Only one case can be open; drop a single file.</source>
        <translation>Nur ein Fall kann offen sein; legen Sie eine einzige Datei ab.</translation>
    </message>
    <message>
        <source>{0} is not a footmap case; files that can be opened end in {1}.</source>
        <translation>{0} ist kein Fall von footmap; Dateien, die sich öffnen lassen, enden auf {1}.</translation>
    </message>
</context>
<context>
    <name>EmergencyBar</name>
    <message>
        <source>Please give the screen back now: we would like to look at something with you.</source>
        <translation>Bitte geben Sie den Bildschirm jetzt zurück: Wir möchten etwas mit Ihnen ansehen.</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>Notfall</translation>
    </message>
</context>
<context>
    <name>EmergencyControl</name>
    <message>
        <source>Clear: {0}</source>
        <translation>Ausschließen: {0}</translation>
    </message>
</context>
<context>
    <name>EmergencyLine</name>
    <message>
        <source>What confirms it</source>
        <translation>Was ihn bestätigt</translation>
    </message>
    <message>
        <source>What confirms it: {0}</source>
        <translation>Was ihn bestätigt: {0}</translation>
    </message>
    <message>
        <source>Cleared, because …</source>
        <translation>Ausgeschlossen, weil …</translation>
    </message>
    <message>
        <source>Cleared, because …: {0}</source>
        <translation>Ausgeschlossen, weil …: {0}</translation>
    </message>
    <message>
        <source>What was found, for example: MRI of today without compression</source>
        <translation>Was gefunden wurde, zum Beispiel: MRT von heute ohne Kompression</translation>
    </message>
    <message>
        <source>Why this is excluded: {0}</source>
        <translation>Warum das ausgeschlossen ist: {0}</translation>
    </message>
    <message>
        <source>Clear it</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ExamPanel</name>
    <message>
        <source>Hand in</source>
        <translation>Abgeben</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Questions from what you study, and cases. Nothing is said until the end or the time is up.</source>
        <translation>Fragen aus dem, was Sie lernen, und Fälle. Bis zum Ende oder bis die Zeit um ist, wird nichts dazu gesagt.</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>Grade of the cases</source>
        <translation>Stufe der Fälle</translation>
    </message>
    <message>
        <source>All grades</source>
        <translation>Alle Stufen</translation>
    </message>
    <message>
        <source>Grade {0}</source>
        <translation>Stufe {0}</translation>
    </message>
    <message>
        <source>Begin the examination</source>
        <translation>Prüfung beginnen</translation>
    </message>
    <message>
        <source>Questions and what they were worth</source>
        <translation>Fragen und was sie wert waren</translation>
    </message>
    <message>
        <source>Save the result to print…</source>
        <translation>Ergebnis zum Drucken sichern…</translation>
    </message>
    <message>
        <source>Another examination</source>
        <translation>Noch eine Prüfung</translation>
    </message>
    <message>
        <source>Say first who studies.</source>
        <translation>Sagen Sie zuerst, wer lernt.</translation>
    </message>
    <message>
        <source>The questions are being drawn by lot …</source>
        <translation>Die Fragen werden ausgelost …</translation>
    </message>
    <message>
        <source>Question {0} of {1}, {2} left</source>
        <translation>Frage {0} von {1}, noch {2}</translation>
    </message>
    <message>
        <source>{0} of {1} right</source>
        <translation>{0} von {1} richtig</translation>
    </message>
    <message>
        <source>{0} of all points, in {1} of {2} minutes</source>
        <translation>{0} aller Punkte, in {1} von {2} Minuten</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>Ergebnis sichern</translation>
    </message>
    <message>
        <source>examination</source>
        <translation>pruefung</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>The result was saved: {0}</source>
        <translation>Das Ergebnis wurde gesichert: {0}</translation>
    </message>
</context>
<context>
    <name>ExercisePanel</name>
    <message>
        <source>Done painting</source>
        <translation>Fertig gemalt</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>I do not know</source>
        <translation>Weiß ich nicht</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Who says so?</source>
        <translation>Wer sagt das?</translation>
    </message>
    <message>
        <source>How is it marked?</source>
        <translation>Wie wird bewertet?</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Question and answer</source>
        <translation>Frage und Antwort</translation>
    </message>
    <message>
        <source>How well was it known?</source>
        <translation>Wie gut wurde es gewusst?</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Nochmal</translation>
    </message>
    <message>
        <source>Hard</source>
        <translation>Schwer</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Easy</source>
        <translation>Leicht</translation>
    </message>
    <message>
        <source>Ask it again as if it had been: {0}  (Alt+{1})</source>
        <translation>Wieder fragen, als wäre es gewesen: {0}  (Alt+{1})</translation>
    </message>
    <message>
        <source>Preparing a question …</source>
        <translation>Eine Frage wird vorbereitet …</translation>
    </message>
    <message>
        <source>Question {0}</source>
        <translation>Frage {0}</translation>
    </message>
    <message>
        <source>Paint it on the picture. Tap a heading to see all views.</source>
        <translation>Malen Sie es auf das Bild. Ein Tipp auf die Überschrift zeigt alle Ansichten.</translation>
    </message>
    <message>
        <source>Tap the place on the picture. By keys: K, then arrows, then Space twice.</source>
        <translation>Tippen Sie die Stelle auf dem Bild an. Mit Tasten: K, dann Pfeile, dann zweimal die Leertaste.</translation>
    </message>
    <message>
        <source>Nothing more is due today.</source>
        <translation>Heute ist nichts mehr fällig.</translation>
    </message>
    <message>
        <source>Come back tomorrow, or study on with what was asked longest ago.</source>
        <translation>Kommen Sie morgen wieder, oder lernen Sie weiter mit dem, was am längsten nicht gefragt wurde.</translation>
    </message>
    <message>
        <source>Study on</source>
        <translation>Weiterlernen</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>Painted, and right</source>
        <translation>Gemalt, und richtig</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Nicht gemalt</translation>
    </message>
    <message>
        <source>Belongs to another</source>
        <translation>Gehört zu anderem</translation>
    </message>
    <message>
        <source>The place, as far round it as a tap counts</source>
        <translation>Die Stelle, so weit um sie herum, wie ein Tippen zählt</translation>
    </message>
    <message>
        <source>The skin that was meant</source>
        <translation>Die gemeinte Haut</translation>
    </message>
    <message>
        <source>Skin of the same: {0}</source>
        <translation>Haut desselben: {0}</translation>
    </message>
    <message>
        <source>It comes back in {0} days.</source>
        <translation>Es kommt in {0} Tagen wieder.</translation>
    </message>
    <message>
        <source>It comes back tomorrow.</source>
        <translation>Es kommt morgen wieder.</translation>
    </message>
</context>
<context>
    <name>ExplorePanel</name>
    <message>
        <source>Look up</source>
        <translation>Nachschlagen</translation>
    </message>
    <message>
        <source>Two layers</source>
        <translation>Zwei Ebenen</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>Was wäre wenn</translation>
    </message>
</context>
<context>
    <name>FileDialogs</name>
    <message>
        <source>Save the changes to {0}?</source>
        <translation>Änderungen an {0} speichern?</translation>
    </message>
    <message>
        <source>If you do not save, what you painted since the last save is lost.</source>
        <translation>Ohne Speichern geht verloren, was seit dem letzten Speichern markiert wurde.</translation>
    </message>
    <message>
        <source>{0} was changed by another program or window since it was opened here.</source>
        <translation>{0} wurde von einem anderen Programm oder Fenster geändert, seit die Datei hier geöffnet wurde.</translation>
    </message>
    <message>
        <source>If you overwrite it, what was changed there is lost.</source>
        <translation>Wenn Sie sie überschreiben, geht verloren, was dort geändert wurde.</translation>
    </message>
    <message>
        <source>Save under another name…</source>
        <translation>Unter anderem Namen speichern…</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>Fall öffnen</translation>
    </message>
    <message>
        <source>{0} is encrypted; its sender knows the passphrase.</source>
        <translation>{0} ist verschlüsselt; wer die Datei geschickt hat, kennt die Passphrase.</translation>
    </message>
    <message>
        <source>Open an encrypted case</source>
        <translation>Verschlüsselten Fall öffnen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>The case was encrypted for the holder of a key: open the key file</source>
        <translation>Der Fall wurde für einen Schlüssel verschlüsselt: Schlüsseldatei öffnen</translation>
    </message>
    <message>
        <source>Save the case</source>
        <translation>Fall speichern</translation>
    </message>
    <message>
        <source>{0} is already there. Replace it?</source>
        <translation>{0} ist schon vorhanden. Ersetzen?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>footmap cases ({0})</source>
        <translation>footmap-Fälle ({0})</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>New case</source>
        <translation>Neuer Fall</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>That does not open the file; it was not changed.</source>
        <translation>Das öffnet die Datei nicht; sie wurde nicht verändert.</translation>
    </message>
    <message>
        <source>This case was painted on atlas {0}; it is shown on atlas {1}.</source>
        <translation>Dieser Fall wurde auf Atlas {0} markiert; er wird auf Atlas {1} gezeigt.</translation>
    </message>
    <message>
        <source>{0} was no longer there; it has been written anew.</source>
        <translation>{0} war nicht mehr vorhanden; die Datei wurde neu geschrieben.</translation>
    </message>
    <message>
        <source>The case could not be saved to {0}: {1}.</source>
        <translation>Der Fall konnte nicht in {0} gespeichert werden: {1}.</translation>
    </message>
</context>
<context>
    <name>Film</name>
    <message>
        <source>All drawings in time; Enter compares one with the drawing chosen last</source>
        <translation>Alle Zeichnungen im Verlauf; Enter vergleicht eine mit der zuletzt gewählten</translation>
    </message>
    <message>
        <source>Click two drawings to compare them.</source>
        <translation>Klicken Sie zwei Zeichnungen an, um sie zu vergleichen.</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
</context>
<context>
    <name>FindPart</name>
    <message>
        <source>Name, synonym, abbreviation or Latin</source>
        <translation>Name, Synonym, Abkürzung oder Latein</translation>
    </message>
    <message>
        <source>Look up a structure</source>
        <translation>Eine Struktur nachschlagen</translation>
    </message>
    <message>
        <source>Skin and origin, as described</source>
        <translation>Haut und Ursprung, wie beschrieben</translation>
    </message>
    <message>
        <source>Where sources differ</source>
        <translation>Wo Quellen sich unterscheiden</translation>
    </message>
    <message>
        <source>Who says so?</source>
        <translation>Wer sagt das?</translation>
    </message>
    <message>
        <source>What is known about it</source>
        <translation>Was darüber bekannt ist</translation>
    </message>
    <message>
        <source>Try: peroneal, LFCN, n. suralis, Baxter, S1, soleus, ankle jerk</source>
        <translation>Zum Beispiel: Peroneus, LFCN, N. suralis, Baxter, S1, Soleus, Achillessehnenreflex</translation>
    </message>
    <message>
        <source>nerve</source>
        <translation>Nerv</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>muscle</source>
        <translation>Muskel</translation>
    </message>
    <message>
        <source>reflex</source>
        <translation>Reflex</translation>
    </message>
    <message>
        <source>place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>condition</source>
        <translation>Krankheitsbild</translation>
    </message>
    <message>
        <source>region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Nothing has that name.</source>
        <translation>Nichts heißt so.</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>unexplained</source>
        <translation>unerklärt</translation>
    </message>
</context>
<context>
    <name>GradeModel</name>
    <message>
        <source>not tested</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>grade {0} ({1})</source>
        <translation>Grad {0} ({1})</translation>
    </message>
    <message>
        <source>{0}, side not said</source>
        <translation>{0}, ohne Seitenangabe</translation>
    </message>
    <message>
        <source>“+” and “-” go with grade 4 of power.</source>
        <translation>„+“ und „-“ gehören zu Kraftgrad 4.</translation>
    </message>
    <message>
        <source>“{0}” is no grade here: {1}</source>
        <translation>„{0}“ ist hier kein Grad: {1}</translation>
    </message>
</context>
<context>
    <name>GradeTable</name>
    <message>
        <source>Power and reflexes, right and left</source>
        <translation>Kraft und Reflexe, rechts und links</translation>
    </message>
</context>
<context>
    <name>GradesDialog</name>
    <message>
        <source>Power and reflexes</source>
        <translation>Kraft und Reflexe</translation>
    </message>
    <message>
        <source>Power 0 to 5 (MRC), then + or − for 4+ and 4−; reflexes 0 to 4. Arrow keys move, Enter goes on, Backspace clears, Tab leaves the table. In brackets: side not said.</source>
        <translation>Kraft 0 bis 5 (MRC), danach + oder − für 4+ und 4−; Reflexe 0 bis 4. Pfeiltasten bewegen, Eingabe geht weiter, Rücktaste löscht, Tab verlässt die Tabelle. In Klammern: ohne Seitenangabe.</translation>
    </message>
</context>
<context>
    <name>HandOver</name>
    <message>
        <source>The case is written into a file that only the passphrase opens. Tell the recipient the passphrase by another way than the file goes, or give the recipient&apos;s key (age1…) instead.</source>
        <translation>Der Fall wird in eine Datei geschrieben, die nur die Passphrase öffnet. Teilen Sie die Passphrase auf einem anderen Weg mit, als die Datei geht, oder geben Sie statt ihrer den Schlüssel der Empfängerin oder des Empfängers (age1…) an.</translation>
    </message>
    <message>
        <source>Hand over encrypted</source>
        <translation>Verschlüsselt weitergeben</translation>
    </message>
    <message>
        <source>Save encrypted…</source>
        <translation>Verschlüsselt speichern…</translation>
    </message>
    <message>
        <source>Key of the recipient</source>
        <translation>Schlüssel der empfangenden Person</translation>
    </message>
    <message>
        <source>It needs at least {0} characters; several words are best.</source>
        <translation>Sie braucht mindestens {0} Zeichen; am besten sind mehrere Wörter.</translation>
    </message>
    <message>
        <source>That is not the key of a recipient; it begins with age1.</source>
        <translation>Das ist kein Schlüssel einer empfangenden Person; er beginnt mit age1.</translation>
    </message>
    <message>
        <source>Saved encrypted as {0}.</source>
        <translation>Verschlüsselt gespeichert als {0}.</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Steps; Enter goes to the selected one</source>
        <translation>Schritte; die Eingabetaste führt zu einem</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Anfang</translation>
    </message>
    <message>
        <source>{0} (now)</source>
        <translation>{0} (jetzt)</translation>
    </message>
    <message>
        <source>{0} (undone)</source>
        <translation>{0} (zurückgenommen)</translation>
    </message>
</context>
<context>
    <name>HomePanel</name>
    <message>
        <source>Home of study mode</source>
        <translation>Startseite des Lernens</translation>
    </message>
    <message>
        <source>Back to the sets of footmap</source>
        <translation>Zurück zu den Sammlungen von footmap</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Study on</source>
        <translation>Weiterlernen</translation>
    </message>
    <message>
        <source>Map of nerves</source>
        <translation>Karte der Nerven</translation>
    </message>
    <message>
        <source>Map of levels</source>
        <translation>Karte der Segmente</translation>
    </message>
    <message>
        <source>Known least</source>
        <translation>Am wenigsten gewusst</translation>
    </message>
    <message>
        <source>Paint, name and find the nerves and roots of leg and foot. footmap asks each fact again just before it would be forgotten. Your answers stay on this computer.</source>
        <translation>Malen, benennen und finden Sie die Nerven und Wurzeln von Bein und Fuß. footmap fragt alles wieder, kurz bevor es vergessen wäre. Ihre Antworten bleiben auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Your name or initials</source>
        <translation>Ihr Name oder Kürzel</translation>
    </message>
    <message>
        <source>Begin to study</source>
        <translation>Mit dem Lernen beginnen</translation>
    </message>
    <message>
        <source>What is studied</source>
        <translation>Was gelernt wird</translation>
    </message>
    <message>
        <source>Where on the body</source>
        <translation>Wo am Körper</translation>
    </message>
    <message>
        <source>Skin that this picture shows; muscles and the rest are asked all the same</source>
        <translation>Haut, die dieses Bild zeigt; Muskeln und alles Übrige werden trotzdem gefragt</translation>
    </message>
    <message>
        <source>All of leg and foot</source>
        <translation>Ganzes Bein mit Fuß</translation>
    </message>
    <message>
        <source>Skin of all nerves and levels</source>
        <translation>Haut aller Nerven und Segmente</translation>
    </message>
    <message>
        <source>Skin of the nerves</source>
        <translation>Haut der Nerven</translation>
    </message>
    <message>
        <source>Skin of the levels</source>
        <translation>Haut der Segmente</translation>
    </message>
    <message>
        <source>Muscles</source>
        <translation>Muskeln</translation>
    </message>
    <message>
        <source>Reflexes</source>
        <translation>Reflexe</translation>
    </message>
    <message>
        <source>Where nerves are caught</source>
        <translation>Wo Nerven eingeengt werden</translation>
    </message>
    <message>
        <source>Tell them apart</source>
        <translation>Unterscheiden</translation>
    </message>
    <message>
        <source>Where the maps disagree</source>
        <translation>Wo die Karten sich widersprechen</translation>
    </message>
    <message>
        <source>New facts a day</source>
        <translation>Neues am Tag</translation>
    </message>
    <message>
        <source>Learn by painting</source>
        <translation>Lernen durch Malen</translation>
    </message>
    <message>
        <source>Your set: {0}</source>
        <translation>Ihre Sammlung: {0}</translation>
    </message>
    <message>
        <source>Questions today: {0} ({1} to repeat, {2} new)</source>
        <translation>Fragen heute: {0} ({1} zu wiederholen, {2} neu)</translation>
    </message>
    <message>
        <source>Nothing more is due today.</source>
        <translation>Heute ist nichts mehr fällig.</translation>
    </message>
    <message>
        <source>You know {0} of {1}.</source>
        <translation>Sie wissen {0} von {1}.</translation>
    </message>
    <message>
        <source>Forgotten, or nearly</source>
        <translation>Vergessen, oder fast</translation>
    </message>
    <message>
        <source>Shaky</source>
        <translation>Wackelig</translation>
    </message>
    <message>
        <source>Nearly known</source>
        <translation>Fast gewusst</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Gewusst</translation>
    </message>
    <message>
        <source>Never asked yet</source>
        <translation>Noch nie gefragt</translation>
    </message>
    <message>
        <source>wrong last time</source>
        <translation>zuletzt falsch</translation>
    </message>
</context>
<context>
    <name>Hovering</name>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
</context>
<context>
    <name>Keeper</name>
    <message>
        <source>The library {0} is encrypted. Until it is opened, what you draw is kept only if you save it as a file.</source>
        <translation>Die Bibliothek {0} ist verschlüsselt. Solange sie nicht geöffnet ist, bleibt eine Zeichnung nur erhalten, wenn Sie sie als Datei speichern.</translation>
    </message>
    <message>
        <source>Open the library</source>
        <translation>Bibliothek öffnen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>That is not the passphrase; nothing was changed.</source>
        <translation>Das ist nicht die Passphrase; es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Look at the keyboard&apos;s language and at capitals. Without the passphrase nobody can open the library, and its backups have the same one.</source>
        <translation>Achten Sie auf die Sprache der Tastatur und auf Großbuchstaben. Ohne die Passphrase kann niemand die Bibliothek öffnen, und die Sicherungen haben dieselbe.</translation>
    </message>
    <message>
        <source>There is no library yet; it is made with the first patient.</source>
        <translation>Es gibt noch keine Bibliothek; sie entsteht mit der ersten Patientin oder dem ersten Patienten.</translation>
    </message>
    <message>
        <source>The library and its backups are encrypted with the passphrase. Keep it in a safe place: without it nobody can open them, and nobody can set it back.</source>
        <translation>Die Bibliothek und ihre Sicherungen werden mit der Passphrase verschlüsselt. Bewahren Sie sie sicher auf: Ohne sie kann niemand sie öffnen, und niemand kann sie zurücksetzen.</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>Encrypt the library</source>
        <translation>Bibliothek verschlüsseln</translation>
    </message>
    <message>
        <source>It needs at least {0} characters; several words are best.</source>
        <translation>Sie braucht mindestens {0} Zeichen; am besten sind mehrere Wörter.</translation>
    </message>
    <message>
        <source>The library and its backups are encrypted now.</source>
        <translation>Die Bibliothek und ihre Sicherungen sind jetzt verschlüsselt.</translation>
    </message>
    <message>
        <source>The library and its backups will be readable for everybody who can read your files.</source>
        <translation>Die Bibliothek und ihre Sicherungen werden für alle lesbar, die Ihre Dateien lesen können.</translation>
    </message>
    <message>
        <source>Remove the passphrase</source>
        <translation>Passphrase entfernen</translation>
    </message>
    <message>
        <source>Decrypt</source>
        <translation>Entschlüsseln</translation>
    </message>
    <message>
        <source>The library and its backups are not encrypted any more.</source>
        <translation>Die Bibliothek und ihre Sicherungen sind nicht mehr verschlüsselt.</translation>
    </message>
    <message>
        <source>Older copies that stay as they were: {0}.</source>
        <translation>Ältere Kopien, die bleiben, wie sie waren: {0}.</translation>
    </message>
    <message>
        <source>Encrypted libraries need a package that is not installed: pip install &apos;{0}&apos;.</source>
        <translation>Verschlüsselte Bibliotheken brauchen ein Paket, das nicht installiert ist: pip install &apos;{0}&apos;.</translation>
    </message>
</context>
<context>
    <name>KnownPage</name>
    <message>
        <source>{0}, right</source>
        <translation>{0}, rechts</translation>
    </message>
    <message>
        <source>{0}, left</source>
        <translation>{0}, links</translation>
    </message>
    <message>
        <source>Weak muscles, with roots and nerve</source>
        <translation>Schwache Muskeln, mit Wurzeln und Nerv</translation>
    </message>
    <message>
        <source>Perhaps weak</source>
        <translation>Vielleicht schwach</translation>
    </message>
    <message>
        <source>Nerves of its skin</source>
        <translation>Nerven ihrer Haut</translation>
    </message>
    <message>
        <source>Nerves that it also reaches</source>
        <translation>Nerven, die sie auch erreicht</translation>
    </message>
    <message>
        <source>Its reflexes</source>
        <translation>Ihre Reflexe</translation>
    </message>
    <message>
        <source>Reflexes that it takes part in</source>
        <translation>Reflexe, an denen sie teilhat</translation>
    </message>
    <message>
        <source>If it is lost</source>
        <translation>Wenn sie ausfällt</translation>
    </message>
</context>
<context>
    <name>KnownPane</name>
    <message>
        <source>What is known about it</source>
        <translation>Was darüber bekannt ist</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>en</source>
        <comment>the code of the language of this file</comment>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>LayersPart</name>
    <message>
        <source>Left of the handle</source>
        <translation>Links vom Griff</translation>
    </message>
    <message>
        <source>Right of the handle</source>
        <translation>Rechts vom Griff</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <source>Handle between the layers</source>
        <translation>Griff zwischen den Ebenen</translation>
    </message>
    <message>
        <source>Drag the handle on the picture, or move it here.</source>
        <translation>Ziehen Sie den Griff auf dem Bild, oder bewegen Sie ihn hier.</translation>
    </message>
    <message>
        <source>Nerves</source>
        <translation>Nerven</translation>
    </message>
</context>
<context>
    <name>LeaderVoice</name>
    <message>
        <source>First now: {0}</source>
        <translation>Jetzt an erster Stelle: {0}</translation>
    </message>
</context>
<context>
    <name>Learners</name>
    <message>
        <source>{0} is studying in another window; here everything can be seen and nothing is kept.</source>
        <translation>{0} lernt in einem anderen Fenster; hier ist alles zu sehen, aber nichts wird aufgehoben.</translation>
    </message>
    <message>
        <source>Say first who studies.</source>
        <translation>Sagen Sie zuerst, wer lernt.</translation>
    </message>
    <message>
        <source>The progress was saved: {0}</source>
        <translation>Der Fortschritt wurde gesichert: {0}</translation>
    </message>
    <message>
        <source>{0} has {1} new answers.</source>
        <translation>{0} hat {1} neue Antworten.</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>A lesion would</source>
        <translation>Eine Läsion würde</translation>
    </message>
    <message>
        <source>numb this skin (fainter: seldom)</source>
        <translation>diese Haut taub machen (blasser: seltener)</translation>
    </message>
    <message>
        <source>be felt as pain here as well</source>
        <translation>auch hier schmerzen</translation>
    </message>
    <message>
        <source>Course of a nerve</source>
        <translation>Verlauf eines Nervs</translation>
    </message>
    <message>
        <source>near the skin that is seen</source>
        <translation>nahe der sichtbaren Haut</translation>
    </message>
    <message>
        <source>deep, or on the far side</source>
        <translation>tief oder auf der Rückseite</translation>
    </message>
    <message>
        <source>may be caught here</source>
        <translation>kann hier eingeengt sein</translation>
    </message>
    <message>
        <source>caught here, it is assumed</source>
        <translation>hier eingeengt, wird angenommen</translation>
    </message>
    <message>
        <source>Where the maps disagree</source>
        <translation>Wo die Karten sich widersprechen</translation>
    </message>
    <message>
        <source>by one level</source>
        <translation>um ein Segment</translation>
    </message>
    <message>
        <source>by two levels or more</source>
        <translation>um zwei Segmente oder mehr</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Segmente</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Zonen</translation>
    </message>
    <message>
        <source>core: the most certain skin</source>
        <translation>Kern: die sicherste Haut</translation>
    </message>
    <message>
        <source>usual extent, or margin of a level</source>
        <translation>übliche Ausdehnung oder Rand eines Segments</translation>
    </message>
    <message>
        <source>variant: in some people</source>
        <translation>Variante: bei manchen</translation>
    </message>
    <message>
        <source>skin of both alike</source>
        <translation>Haut beider gleichermaßen</translation>
    </message>
    <message>
        <source>outlined: the other map</source>
        <translation>umrandet: die andere Karte</translation>
    </message>
</context>
<context>
    <name>LesionMenu</name>
    <message>
        <source>What would a lesion here do?</source>
        <translation>Was würde eine Läsion hier bewirken?</translation>
    </message>
    <message>
        <source>Right side</source>
        <translation>Rechte Seite</translation>
    </message>
    <message>
        <source>Left side</source>
        <translation>Linke Seite</translation>
    </message>
    <message>
        <source>Spine</source>
        <translation>Wirbelsäule</translation>
    </message>
    <message>
        <source>Hip and thigh</source>
        <translation>Hüfte und Oberschenkel</translation>
    </message>
    <message>
        <source>Knee and leg</source>
        <translation>Knie und Unterschenkel</translation>
    </message>
    <message>
        <source>Ankle and foot</source>
        <translation>Sprunggelenk und Fuß</translation>
    </message>
</context>
<context>
    <name>LetterDialog</name>
    <message>
        <source>Template of the letter</source>
        <translation>Vorlage des Briefs</translation>
    </message>
    <message>
        <source>Text files (*.txt *.md *.tmpl);;All files (*)</source>
        <translation>Textdateien (*.txt *.md *.tmpl);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Letter text</source>
        <translation>Brieftext</translation>
    </message>
    <message>
        <source>Language of the letter</source>
        <translation>Sprache des Briefs</translation>
    </message>
    <message>
        <source>Template…</source>
        <translation>Vorlage …</translation>
    </message>
    <message>
        <source>A text file with fields in braces, such as {best}</source>
        <translation>Eine Textdatei mit Feldern in geschweiften Klammern, etwa {best}</translation>
    </message>
    <message>
        <source>Three sentences</source>
        <translation>Drei Sätze</translation>
    </message>
    <message>
        <source>Without a template</source>
        <translation>Ohne Vorlage</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Put it on the clipboard, plain and with its layout</source>
        <translation>In die Zwischenablage legen, als reiner Text und mit Gestaltung</translation>
    </message>
    <message>
        <source>three sentences</source>
        <translation>drei Sätze</translation>
    </message>
    <message>
        <source>Writing …</source>
        <translation>Wird geschrieben …</translation>
    </message>
    <message>
        <source>The letter text is on the clipboard.</source>
        <translation>Der Brieftext liegt in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>Localising</name>
    <message>
        <source>The case could not be read: {0}</source>
        <translation>Der Fall konnte nicht ausgewertet werden: {0}</translation>
    </message>
    <message>
        <source>The next question could not be found: {0}</source>
        <translation>Die nächste Frage konnte nicht gefunden werden: {0}</translation>
    </message>
</context>
<context>
    <name>LookupController</name>
    <message>
        <source>Solid and broken line on the picture; Shift+Esc ends the comparison.</source>
        <translation>Durchgezogene und gestrichelte Linie im Bild; Umschalt+Esc beendet den Vergleich.</translation>
    </message>
    <message>
        <source>Reading the knowledge base …</source>
        <translation>Die Wissensbasis wird gelesen …</translation>
    </message>
    <message>
        <source>{0} found</source>
        <translation>{0} gefunden</translation>
    </message>
    <message>
        <source>Everything, from the spine down</source>
        <translation>Alles, von der Wirbelsäule abwärts</translation>
    </message>
    <message>
        <source>Nothing has such a name.</source>
        <translation>Nichts hat einen solchen Namen.</translation>
    </message>
    <message>
        <source>nerve</source>
        <translation>Nerv</translation>
    </message>
    <message>
        <source>level</source>
        <translation>Segment</translation>
    </message>
    <message>
        <source>condition</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>muscle</source>
        <translation>Muskel</translation>
    </message>
    <message>
        <source>reflex</source>
        <translation>Reflex</translation>
    </message>
    <message>
        <source>region of skin</source>
        <translation>Hautgebiet</translation>
    </message>
    <message>
        <source>question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Choose what to compare with {0}.</source>
        <translation>Wählen Sie, womit {0} verglichen werden soll.</translation>
    </message>
</context>
<context>
    <name>LookupPane</name>
    <message>
        <source>Look up</source>
        <translation>Nachschlagen</translation>
    </message>
    <message>
        <source>Nerve, root, muscle, reflex, place, condition, question …</source>
        <translation>Nerv, Wurzel, Muskel, Reflex, Ort, Ursache, Frage …</translation>
    </message>
    <message>
        <source>Look up anything that has a name</source>
        <translation>Alles nachschlagen, was einen Namen hat</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>What is known about it</source>
        <translation>Was darüber bekannt ist</translation>
    </message>
    <message>
        <source>Compare with another…</source>
        <translation>Mit etwas anderem vergleichen …</translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Qualities shown</source>
        <translation>Gezeigte Empfindungen</translation>
    </message>
    <message>
        <source>Skin tone</source>
        <translation>Hautton</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Körper</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Follow the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Männlich</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Weiblich</translation>
    </message>
</context>
<context>
    <name>MapWords</name>
    <message>
        <source>consensus</source>
        <translation>Konsens</translation>
    </message>
    <message>
        <source>Consensus of the maps</source>
        <translation>Konsens der Karten</translation>
    </message>
    <message>
        <source>Consensus of the three maps, redrawn from descriptions: the core is strong, the margin pale</source>
        <translation>Konsens der drei Karten, nach Beschreibungen gezeichnet: kräftig der Kern, blass der Rand</translation>
    </message>
    <message>
        <source>After Lee 2008, redrawn from descriptions</source>
        <translation>Nach Lee 2008, nach Beschreibungen gezeichnet</translation>
    </message>
    <message>
        <source>After Lee, McPhee and Stringer 2008, redrawn from descriptions: skin without a certain level is blank</source>
        <translation>Nach Lee, McPhee und Stringer 2008, nach Beschreibungen gezeichnet: Haut ohne sicheres Segment bleibt leer</translation>
    </message>
    <message>
        <source>After Foerster 1933, redrawn from descriptions</source>
        <translation>Nach Foerster 1933, nach Beschreibungen gezeichnet</translation>
    </message>
    <message>
        <source>After Foerster 1933, redrawn from descriptions: based on cut roots; drawn without the overlap that this method shows</source>
        <translation>Nach Foerster 1933, nach Beschreibungen gezeichnet: aus durchtrennten Wurzeln; gezeichnet ohne die Überlappung, die diese Methode zeigt</translation>
    </message>
    <message>
        <source>After Keegan and Garrett 1948, redrawn from descriptions</source>
        <translation>Nach Keegan und Garrett 1948, nach Beschreibungen gezeichnet</translation>
    </message>
    <message>
        <source>After Keegan and Garrett 1948, redrawn from descriptions: bands from the spine to the toes</source>
        <translation>Nach Keegan und Garrett 1948, nach Beschreibungen gezeichnet: Bänder von der Wirbelsäule zu den Zehen</translation>
    </message>
    <message>
        <source>Shaded where the maps name different levels: pale for one level apart, strong for two or more</source>
        <translation>Schraffiert, wo die Karten verschiedene Segmente nennen: blass um eines verschieden, kräftig um zwei oder mehr</translation>
    </message>
</context>
<context>
    <name>OverlayController</name>
    <message>
        <source>Sheet</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>{0}: slanting lines are numb, dots are pain</source>
        <translation>{0}: schräge Linien sind taub, Punkte schmerzen</translation>
    </message>
    <message>
        <source>Solid line: {0}; broken line: {1}</source>
        <translation>Durchgezogen: {0}; gestrichelt: {1}</translation>
    </message>
</context>
<context>
    <name>Painting</name>
    <message>
        <source>Only the right limb was painted; the left takes a stroke of its own.</source>
        <translation>Nur das rechte Bein wurde markiert; das linke braucht einen eigenen Strich.</translation>
    </message>
    <message>
        <source>Only the left limb was painted; the right takes a stroke of its own.</source>
        <translation>Nur das linke Bein wurde markiert; das rechte braucht einen eigenen Strich.</translation>
    </message>
    <message>
        <source>Clear {0}</source>
        <translation>{0} leeren</translation>
    </message>
    <message>
        <source>Nothing is painted there: {0}.</source>
        <translation>Dort ist nichts markiert: {0}.</translation>
    </message>
    <message>
        <source>Mirror right to left</source>
        <translation>Rechts nach links spiegeln</translation>
    </message>
    <message>
        <source>Mirror left to right</source>
        <translation>Links nach rechts spiegeln</translation>
    </message>
    <message>
        <source>The left limb is now a mirror image of the right; Undo restores its own paint.</source>
        <translation>Das linke Bein ist jetzt ein Spiegelbild des rechten; „Rückgängig“ holt seine eigene Markierung zurück.</translation>
    </message>
    <message>
        <source>The right limb is now a mirror image of the left; Undo restores its own paint.</source>
        <translation>Das rechte Bein ist jetzt ein Spiegelbild des linken; „Rückgängig“ holt seine eigene Markierung zurück.</translation>
    </message>
</context>
<context>
    <name>PairView</name>
    <message>
        <source>Both drawings on one picture</source>
        <translation>Beide Zeichnungen auf einem Bild</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>All views</source>
        <translation>Alle Ansichten</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Damals</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Show: {0}</source>
        <translation>Zeigen: {0}</translation>
    </message>
    <message>
        <source>Quality that is compared</source>
        <translation>Empfindung, die verglichen wird</translation>
    </message>
    <message>
        <source>Copy the words</source>
        <translation>Worte kopieren</translation>
    </message>
    <message>
        <source>Copies what changed in words, for a letter</source>
        <translation>Kopiert für einen Brief in Worten, was sich geändert hat</translation>
    </message>
    <message>
        <source>Choose two drawings.</source>
        <translation>Wählen Sie zwei Zeichnungen.</translation>
    </message>
    <message>
        <source>What changed in words</source>
        <translation>Was sich geändert hat, in Worten</translation>
    </message>
    <message>
        <source>In numbers</source>
        <translation>In Zahlen</translation>
    </message>
    <message>
        <source>What changed, in words and numbers</source>
        <translation>Was sich geändert hat, in Worten und Zahlen</translation>
    </message>
    <message>
        <source>All paint</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} und {1}</translation>
    </message>
    <message>
        <source>Gained</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verschwunden</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Gesichert</translation>
    </message>
</context>
<context>
    <name>PaperControl</name>
    <message>
        <source>The letter text is on the clipboard.</source>
        <translation>Der Brieftext liegt in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Nothing is painted or answered yet; there is nothing to copy.</source>
        <translation>Noch ist nichts gemalt oder beantwortet; es gibt nichts zu kopieren.</translation>
    </message>
    <message>
        <source>The findings are on the clipboard.</source>
        <translation>Der Befund ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>Das Bild ist in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>All views</source>
        <translation>Alle Ansichten</translation>
    </message>
    <message>
        <source>Other dermatome maps</source>
        <translation>Andere Dermatomkarten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Neuer Fall</translation>
    </message>
    <message>
        <source>End presentation</source>
        <translation>Präsentation beenden</translation>
    </message>
    <message>
        <source>Opening the atlas …</source>
        <translation>Atlas wird geöffnet …</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>Dieselbe Passphrase noch einmal</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>Eingabe anzeigen</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
</context>
<context>
    <name>PatientBar</name>
    <message>
        <source>How it feels</source>
        <translation>Wie es sich anfühlt</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>How strong it is, 0 to 10</source>
        <translation>Wie stark es ist, 0 bis 10</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Paint more</source>
        <translation>Weiter markieren</translation>
    </message>
    <message>
        <source>Back to the clinician’s window</source>
        <translation>Zurück zum Fenster der Behandelnden</translation>
    </message>
    <message>
        <source>Choose how it feels, then paint where.</source>
        <translation>Wählen Sie, wie es sich anfühlt, und markieren Sie dann, wo.</translation>
    </message>
    <message>
        <source>Thank you. Please hand the screen back.</source>
        <translation>Danke. Bitte geben Sie den Bildschirm zurück.</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>schwach</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>All views</source>
        <translation>Alle Ansichten</translation>
    </message>
    <message>
        <source>This view, both sides</source>
        <translation>Diese Ansicht, beide Seiten</translation>
    </message>
    <message>
        <source>This view, right</source>
        <translation>Diese Ansicht, rechts</translation>
    </message>
    <message>
        <source>This view, left</source>
        <translation>Diese Ansicht, links</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Auflage</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Nerves</source>
        <translation>Nerven</translation>
    </message>
    <message>
        <source>Dermatomes</source>
        <translation>Dermatome</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> Pixel</translation>
    </message>
    <message>
        <source>With a legend</source>
        <translation>Mit Legende</translation>
    </message>
    <message>
        <source>Without the white ground</source>
        <translation>Ohne den weißen Grund</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Drawing …</source>
        <translation>Wird gezeichnet …</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>Das Bild ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>{0} is already there; choose another name.</source>
        <translation>{0} gibt es schon; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>PNG picture ({0})</source>
        <translation>PNG-Bild ({0})</translation>
    </message>
    <message>
        <source>SVG picture ({0})</source>
        <translation>SVG-Bild ({0})</translation>
    </message>
    <message>
        <source>PDF document ({0})</source>
        <translation>PDF-Dokument ({0})</translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation>Gespeichert als {0}.</translation>
    </message>
</context>
<context>
    <name>PlaceChooser</name>
    <message>
        <source>Choose a place …</source>
        <translation>Ort wählen …</translation>
    </message>
</context>
<context>
    <name>Plotting</name>
    <message>
        <source>Reading visit {0} of {1} …</source>
        <translation>Besuch {0} von {1} wird gelesen …</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>{0} cm²</source>
        <translation>{0} cm²</translation>
    </message>
    <message>
        <source>Nothing has been painted yet.</source>
        <translation>Es ist noch nichts markiert.</translation>
    </message>
    <message>
        <source>Drawing …</source>
        <translation>Wird gezeichnet …</translation>
    </message>
    <message>
        <source>{0} of {1} visits cannot be read.</source>
        <translation>{0} von {1} Besuchen sind nicht lesbar.</translation>
    </message>
    <message>
        <source>timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation>Gespeichert als {0}.</translation>
    </message>
</context>
<context>
    <name>PracticeDialog</name>
    <message>
        <source>Logo of the practice</source>
        <translation>Logo der Praxis</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>Bilder (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>Heading of the practice</source>
        <translation>Briefkopf der Praxis</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Anschrift</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Telephone, e-mail; one on each line</source>
        <translation>Telefon, E-Mail; je eines pro Zeile</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>A PNG or JPEG picture of at most 2 MB</source>
        <translation>Ein PNG- oder JPEG-Bild mit höchstens 2 MB</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>No logo</source>
        <translation>Kein Logo</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Use it for every report from now on</source>
        <translation>Ab jetzt für jeden Bericht verwenden</translation>
    </message>
    <message>
        <source>A heading needs the name of the practice.</source>
        <translation>Ein Briefkopf braucht den Namen der Praxis.</translation>
    </message>
    <message>
        <source>Address and contact take {0} lines each.</source>
        <translation>Anschrift und Kontakt fassen je {0} Zeilen.</translation>
    </message>
    <message>
        <source>The logo</source>
        <translation>Das Logo</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Everything as on the first start; recent files are kept</source>
        <translation>Alles wie beim ersten Start; zuletzt geöffnete Dateien bleiben</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Follow the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>Sehr groß</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Skin tone</source>
        <translation>Hautton</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Männlich</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Weiblich</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Körper</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>{0} min without a touch</source>
        <translation>{0} min ohne Berührung</translation>
    </message>
    <message>
        <source>Cover the window after</source>
        <translation>Fenster abdecken nach</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Start with the width and intensity used last</source>
        <translation>Mit der zuletzt benutzten Breite und Stärke beginnen</translation>
    </message>
    <message>
        <source>Width at start</source>
        <translation>Breite beim Start</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>Intensity at start</source>
        <translation>Stärke beim Start</translation>
    </message>
    <message>
        <source>Pen pressure widens the brush</source>
        <translation>Stiftdruck macht den Pinsel breiter</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>Überlagerungen</translation>
    </message>
    <message>
        <source>As I left them</source>
        <translation>Wie zuletzt</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Nerves</source>
        <translation>Nerven</translation>
    </message>
    <message>
        <source>Dermatomes</source>
        <translation>Dermatome</translation>
    </message>
    <message>
        <source>At start</source>
        <translation>Beim Start</translation>
    </message>
    <message>
        <source>Report and letter</source>
        <translation>Bericht und Brief</translation>
    </message>
    <message>
        <source>Heading of the practice…</source>
        <translation>Briefkopf der Praxis …</translation>
    </message>
    <message>
        <source>Name, address and logo at the head of each report</source>
        <translation>Name, Anschrift und Logo am Kopf jedes Berichts</translation>
    </message>
    <message>
        <source>Template of the letter…</source>
        <translation>Vorlage des Briefs …</translation>
    </message>
    <message>
        <source>A text file with fields, or three sentences</source>
        <translation>Eine Textdatei mit Feldern oder drei Sätze</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>For the file</source>
        <translation>Für die Akte</translation>
    </message>
    <message>
        <source>For the patient</source>
        <translation>Für Patient/in</translation>
    </message>
    <message>
        <source>For the file and for the patient</source>
        <translation>Für die Akte und für Patient/in</translation>
    </message>
    <message>
        <source>Which pages</source>
        <translation>Welche Seiten</translation>
    </message>
    <message>
        <source>The report for the file, the page in plain words for the patient, or both</source>
        <translation>Der Bericht für die Akte, die Seite in einfachen Worten für Patient/in oder beides</translation>
    </message>
    <message>
        <source>Language of the report</source>
        <translation>Sprache des Berichts</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>With the argument in numbers</source>
        <translation>Mit der Begründung in Zahlen</translation>
    </message>
    <message>
        <source>Adds an appendix for the file: everything that adds up to the support</source>
        <translation>Fügt für die Akte einen Anhang an: alles, woraus sich die Stützung zusammensetzt</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom  (Ctrl++, Ctrl+-, Ctrl+0; Ctrl and wheel)</source>
        <translation>Zoom  (Strg++, Strg+-, Strg+0; Strg und Mausrad)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>Print the pages that are shown</source>
        <translation>Die gezeigten Seiten drucken</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>Save the pages as PDF documents</source>
        <translation>Die Seiten als PDF-Dokumente speichern</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Show the folder of the saved document</source>
        <translation>Den Ordner des gespeicherten Dokuments zeigen</translation>
    </message>
    <message>
        <source>Heading…</source>
        <translation>Briefkopf …</translation>
    </message>
    <message>
        <source>Name, address and logo of the practice</source>
        <translation>Name, Anschrift und Logo der Praxis</translation>
    </message>
    <message>
        <source>Setting the pages …</source>
        <translation>Die Seiten werden gesetzt …</translation>
    </message>
    <message>
        <source>for the file</source>
        <translation>für die Akte</translation>
    </message>
    <message>
        <source>for the patient</source>
        <translation>für Patient/in</translation>
    </message>
    <message>
        <source>1 page {0}</source>
        <translation>1 Seite {0}</translation>
    </message>
    <message>
        <source>{1} pages {0}</source>
        <translation>{1} Seiten {0}</translation>
    </message>
    <message>
        <source>Width of the window</source>
        <translation>Fensterbreite</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>Wird gedruckt …</translation>
    </message>
    <message>
        <source>The pages were given to the printer.</source>
        <translation>Die Seiten wurden an den Drucker gegeben.</translation>
    </message>
    <message>
        <source>The printer did not take the pages; see whether it is switched on, or save a PDF.</source>
        <translation>Der Drucker hat die Seiten nicht angenommen; sehen Sie nach, ob er eingeschaltet ist, oder speichern Sie ein PDF.</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Saved as {0}.</source>
        <translation>Gespeichert als {0}.</translation>
    </message>
</context>
<context>
    <name>PrivacyLock</name>
    <message>
        <source>That is not the passphrase.</source>
        <translation>Das ist nicht die Passphrase.</translation>
    </message>
</context>
<context>
    <name>PrivacyScreen</name>
    <message>
        <source>Covered</source>
        <translation>Abgedeckt</translation>
    </message>
    <message>
        <source>Type the passphrase of the library to go on.</source>
        <translation>Geben Sie die Passphrase der Bibliothek ein, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Press a key or click to go on.</source>
        <translation>Drücken Sie eine Taste oder klicken Sie, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>Projector</name>
    <message>
        <source>Quiz the room</source>
        <translation>Den Saal fragen</translation>
    </message>
    <message>
        <source>Space: answer, then next. Left: back. Esc: end.</source>
        <translation>Leertaste: Antwort, dann weiter. Links: zurück. Esc: Ende.</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>Antwort zeigen</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Preparing a question …</source>
        <translation>Eine Frage wird vorbereitet …</translation>
    </message>
    <message>
        <source>Question {0} of {1}</source>
        <translation>Frage {0} von {1}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>Next question</source>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>All bedside checks are done; that excludes nothing. Act, or clear it with a reason.</source>
        <translation>Am Krankenbett ist alles geprüft; das schließt nichts aus. Handeln, oder mit einem Grund ausschließen.</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>Notfall</translation>
    </message>
    <message>
        <source>Looking for the question that tells most …</source>
        <translation>Die aufschlussreichste Frage wird gesucht …</translation>
    </message>
    <message>
        <source>Other good questions: {0}</source>
        <translation>Weitere gute Fragen: {0}</translation>
    </message>
    <message>
        <source>Then: {0}</source>
        <translation>Danach: {0}</translation>
    </message>
</context>
<context>
    <name>ReadingDialog</name>
    <message>
        <source>How to read the result</source>
        <translation>Wie das Ergebnis zu lesen ist</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>How to tell it apart</source>
        <translation>Abgrenzung</translation>
    </message>
    <message>
        <source>How the support adds up</source>
        <translation>So setzt sich die Stützung zusammen</translation>
    </message>
    <message>
        <source>Sources: {0}</source>
        <translation>Quellen: {0}</translation>
    </message>
    <message>
        <source>No source: from memory</source>
        <translation>Keine Quelle: aus dem Gedächtnis</translation>
    </message>
    <message>
        <source>Natural log units: 0.7 doubles or halves, 2.3 is ten to one. Support is not a probability.</source>
        <translation>Natürliche Logarithmen: 0,7 verdoppelt oder halbiert, 2,3 heißt zehn zu eins. Stützung ist keine Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <source>From memory; no source was consulted.</source>
        <translation>Aus dem Gedächtnis; keine Quelle gelesen.</translation>
    </message>
    <message>
        <source>Compare with …</source>
        <translation>Vergleichen mit …</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Was zu tun ist</translation>
    </message>
</context>
<context>
    <name>Reception</name>
    <message>
        <source>Saved as {0}.</source>
        <translation>Gespeichert als {0}.</translation>
    </message>
    <message>
        <source>This visit is open; open another one first.</source>
        <translation>Dieser Besuch ist geöffnet; öffnen Sie zuerst einen anderen.</translation>
    </message>
    <message>
        <source>This visit is open in another window of footmap.</source>
        <translation>Dieser Besuch ist in einem anderen Fenster von footmap geöffnet.</translation>
    </message>
    <message>
        <source>Remove {0} visits for good? Backups still hold them for a while.</source>
        <translation>{0} Besuche endgültig entfernen? Sicherungen enthalten sie noch eine Weile.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>{0} visits taken into the library, {1} were there already.</source>
        <translation>{0} Besuche in die Bibliothek aufgenommen, {1} waren schon da.</translation>
    </message>
    <message>
        <source>There is no library yet.</source>
        <translation>Es gibt noch keine Bibliothek.</translation>
    </message>
    <message>
        <source>Answers of {0} ({1})…</source>
        <translation>Antworten vom {0} ({1}) …</translation>
    </message>
    <message>
        <source>kept in the library</source>
        <translation>in der Bibliothek</translation>
    </message>
    <message>
        <source>not saved under any name</source>
        <translation>unter keinem Namen gespeichert</translation>
    </message>
    <message>
        <source>1 stroke</source>
        <translation>1 Strich</translation>
    </message>
    <message>
        <source>{0} strokes</source>
        <translation>{0} Striche</translation>
    </message>
    <message>
        <source>{0} answers</source>
        <translation>{0} Antworten</translation>
    </message>
    <message>
        <source>What the library did not take last time has been taken into it now.</source>
        <translation>Was die Bibliothek beim letzten Mal nicht annahm, ist jetzt darin.</translation>
    </message>
</context>
<context>
    <name>RecordDesk</name>
    <message>
        <source>New patient</source>
        <translation>Neuer Patient</translation>
    </message>
    <message>
        <source>This visit is open in another window of footmap; here it can only be read.</source>
        <translation>Dieser Besuch ist in einem anderen Fenster von footmap geöffnet; hier kann er nur gelesen werden.</translation>
    </message>
    <message>
        <source>There is no library yet.</source>
        <translation>Es gibt noch keine Bibliothek.</translation>
    </message>
    <message>
        <source>This is a visit of the library now; the file stays as it was.</source>
        <translation>Dies ist jetzt ein Besuch der Bibliothek; die Datei bleibt, wie sie war.</translation>
    </message>
    <message>
        <source>Everything is kept in the library.</source>
        <translation>Alles ist in der Bibliothek.</translation>
    </message>
    <message>
        <source>The other window has closed this visit; it can be changed here now.</source>
        <translation>Das andere Fenster hat diesen Besuch geschlossen; er kann jetzt hier geändert werden.</translation>
    </message>
    <message>
        <source>Take into the library</source>
        <translation>In die Bibliothek aufnehmen</translation>
    </message>
    <message>
        <source>not in the library</source>
        <translation>nicht in der Bibliothek</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>von {0}</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Nur lesbar</translation>
    </message>
    <message>
        <source>Not kept yet</source>
        <translation>Noch nicht gesichert</translation>
    </message>
    <message>
        <source>Keeping …</source>
        <translation>Wird gesichert …</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>The last changes could not be kept in time.</source>
        <translation>Die letzten Änderungen konnten nicht rechtzeitig gesichert werden.</translation>
    </message>
    <message>
        <source>Something is not kept in the library.</source>
        <translation>Etwas ist nicht in der Bibliothek.</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Als Datei speichern …</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>Trotzdem schließen</translation>
    </message>
</context>
<context>
    <name>RecordWords</name>
    <message>
        <source>No patient</source>
        <translation>Kein Patient</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>born {0}</source>
        <translation>geboren {0}</translation>
    </message>
    <message>
        <source>No. {0}</source>
        <translation>Nr. {0}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>visit {0} of {1}</source>
        <translation>Besuch {0} von {1}</translation>
    </message>
    <message>
        <source>first visit</source>
        <translation>erster Besuch</translation>
    </message>
    <message>
        <source>1 visit</source>
        <translation>1 Besuch</translation>
    </message>
    <message>
        <source>{0} visits</source>
        <translation>{0} Besuche</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>the patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>the clinician</source>
        <translation>Untersucher</translation>
    </message>
    <message>
        <source>a student</source>
        <translation>Student</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>both sides</source>
        <translation>beidseits</translation>
    </message>
    <message>
        <source>now {0}</source>
        <translation>jetzt {0}</translation>
    </message>
    <message>
        <source>worst {0}</source>
        <translation>stärkster {0}</translation>
    </message>
    <message>
        <source>mean {0}</source>
        <translation>mittlerer {0}</translation>
    </message>
    <message>
        <source>pain {0}</source>
        <translation>Schmerz {0}</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>Go on where footmap ended</source>
        <translation>Weitermachen, wo footmap endete</translation>
    </message>
    <message>
        <source>footmap ended without being closed. Everything up to the last finished stroke is there: visits in the library stay in it; a drawing that was not saved waits here until you decide.</source>
        <translation>footmap endete, ohne geschlossen zu werden. Alles bis zum letzten fertigen Strich ist da: Besuche der Bibliothek bleiben in ihr; eine nicht gespeicherte Zeichnung wartet hier, bis Sie entscheiden.</translation>
    </message>
    <message>
        <source>Documents that were open; Enter goes on with one</source>
        <translation>Was geöffnet war; mit der Eingabetaste weitermachen</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Damit weitermachen</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>Entwurf verwerfen</translation>
    </message>
</context>
<context>
    <name>RegionChooser</name>
    <message>
        <source>Regions of the skin</source>
        <translation>Regionen der Haut</translation>
    </message>
    <message>
        <source>Limb</source>
        <translation>Bein</translation>
    </message>
    <message>
        <source>Right limb</source>
        <translation>Rechtes Bein</translation>
    </message>
    <message>
        <source>Left limb</source>
        <translation>Linkes Bein</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Empfindung</translation>
    </message>
    <message>
        <source>Intensity, 0 to 10</source>
        <translation>Stärke, 0 bis 10</translation>
    </message>
    <message>
        <source>Search the regions</source>
        <translation>In den Regionen suchen</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>Stärke</translation>
    </message>
</context>
<context>
    <name>Regions</name>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Remove the paint</source>
        <translation>Markierung wegnehmen</translation>
    </message>
    <message>
        <source>{0} {1} %</source>
        <translation>{0} {1} %</translation>
    </message>
    <message>
        <source>not painted</source>
        <translation>nicht markiert</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>{0}, {1}: {2}</source>
        <translation>{0}, {1}: {2}</translation>
    </message>
</context>
<context>
    <name>RepairDialog</name>
    <message>
        <source>Library and backups</source>
        <translation>Bibliothek und Sicherungen</translation>
    </message>
    <message>
        <source>{0} is the library of this window.</source>
        <translation>{0} ist die Bibliothek dieses Fensters.</translation>
    </message>
    <message>
        <source>The library {0} is sound; it holds {1} visits.</source>
        <translation>Die Bibliothek {0} ist unversehrt; sie enthält {1} Besuche.</translation>
    </message>
    <message>
        <source>The library {0} is damaged.</source>
        <translation>Die Bibliothek {0} ist beschädigt.</translation>
    </message>
    <message>
        <source>{0} visits can be read of it, and {1} more are in the newest backup. Repairing puts them into a new file; the damaged one is kept beside it.</source>
        <translation>{0} Besuche sind darin noch lesbar, {1} weitere liegen in der neuesten Sicherung. Reparieren legt sie in eine neue Datei; die beschädigte bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>Backups, the newest first</source>
        <translation>Sicherungen, die neueste zuerst</translation>
    </message>
    <message>
        <source>hourly</source>
        <translation>stündlich</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>täglich</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>wöchentlich</translation>
    </message>
    <message>
        <source>Backup of {0} ({1})</source>
        <translation>Sicherung vom {0} ({1})</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Restore from this backup</source>
        <translation>Aus dieser Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>The library as it is now is kept beside it.</source>
        <translation>Die jetzige Bibliothek bleibt daneben erhalten.</translation>
    </message>
    <message>
        <source>Another library…</source>
        <translation>Andere Bibliothek …</translation>
    </message>
    <message>
        <source>Keep patients and visits in another file or folder</source>
        <translation>Patienten und Besuche in einer anderen Datei oder einem anderen Ordner führen</translation>
    </message>
    <message>
        <source>Remove the passphrase…</source>
        <translation>Passphrase entfernen…</translation>
    </message>
    <message>
        <source>The library is encrypted.</source>
        <translation>Die Bibliothek ist verschlüsselt.</translation>
    </message>
    <message>
        <source>The library is not encrypted.</source>
        <translation>Die Bibliothek ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>Passphrase ändern…</translation>
    </message>
    <message>
        <source>Encrypt…</source>
        <translation>Verschlüsseln…</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>This is the whole report; footmap sends nothing. Copy it or save it, say what you did and what you expected, and give it to whoever looks after footmap for you.</source>
        <translation>Das ist der ganze Bericht; footmap verschickt nichts. Kopieren oder speichern Sie ihn, sagen Sie dazu, was Sie getan und was Sie erwartet haben, und geben Sie ihn der Person, die footmap bei Ihnen betreut.</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <source>Add the open case: drawing, answers, note and whose it is</source>
        <translation>Den geöffneten Fall beifügen: Zeichnung, Antworten, Notiz und wessen er ist</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>The report could not be saved: {0}.</source>
        <translation>Der Bericht konnte nicht gespeichert werden: {0}.</translation>
    </message>
</context>
<context>
    <name>RowWords</name>
    <message>
        <source>of all paint explained</source>
        <translation>der ganzen Markierung erklärt</translation>
    </message>
    <message>
        <source>of its skin filled</source>
        <translation>seiner Haut gefüllt</translation>
    </message>
    <message>
        <source>explained</source>
        <translation>erklärt</translation>
    </message>
    <message>
        <source>filled</source>
        <translation>gefüllt</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>both sides</source>
        <translation>beidseits</translation>
    </message>
    <message>
        <source>strongly for</source>
        <translation>stark dafür</translation>
    </message>
    <message>
        <source>for</source>
        <translation>dafür</translation>
    </message>
    <message>
        <source>neither for nor against</source>
        <translation>weder dafür noch dagegen</translation>
    </message>
    <message>
        <source>to be excluded</source>
        <translation>auszuschließen</translation>
    </message>
    <message>
        <source>against</source>
        <translation>dagegen</translation>
    </message>
    <message>
        <source>strongly against</source>
        <translation>stark dagegen</translation>
    </message>
    <message>
        <source>tied with {other}: pain alone cannot tell them apart</source>
        <translation>gleichauf mit {other}: Schmerz allein trennt sie nicht</translation>
    </message>
    <message>
        <source>branch of: {trunk}</source>
        <translation>Ast von: {trunk}</translation>
    </message>
    <message>
        <source>most often: {cause}</source>
        <translation>meist: {cause}</translation>
    </message>
    <message>
        <source>{name}, {side}</source>
        <translation>{name}, {side}</translation>
    </message>
    <message>
        <source>{explained} of all paint explained, {filled} of its skin filled</source>
        <translation>{explained} der ganzen Markierung erklärt, {filled} seiner Haut gefüllt</translation>
    </message>
    <message>
        <source>{core} of its core filled</source>
        <translation>{core} seines Kerns gefüllt</translation>
    </message>
    <message>
        <source>how common: {frequency}</source>
        <translation>Häufigkeit: {frequency}</translation>
    </message>
    <message>
        <source>{spoken}, {place} of {count}</source>
        <translation>{spoken}, {place} von {count}</translation>
    </message>
    <message>
        <source>emergency, exclude first</source>
        <translation>Notfall, zuerst ausschließen</translation>
    </message>
    <message>
        <source>paint and clues: {support}</source>
        <translation>Markierung und Befunde: {support}</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>Delete a stroke, {0}</source>
        <translation>Strich löschen, {0}</translation>
    </message>
    <message>
        <source>Change the width to {0} mm</source>
        <translation>Breite auf {0} mm ändern</translation>
    </message>
    <message>
        <source>Change the intensity to {0}</source>
        <translation>Stärke auf {0} ändern</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Alles löschen</translation>
    </message>
    <message>
        <source>The last step failed: {0}</source>
        <translation>Der letzte Schritt war nicht möglich: {0}</translation>
    </message>
</context>
<context>
    <name>SetMaker</name>
    <message>
        <source>Title of the set</source>
        <translation>Titel der Sammlung</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Verfasst von</translation>
    </message>
    <message>
        <source>What the learner reads</source>
        <translation>Was die Lernenden lesen</translation>
    </message>
    <message>
        <source>The lesson, said after the answer</source>
        <translation>Die Lehre, nach der Antwort gesagt</translation>
    </message>
    <message>
        <source>A case from the open drawing</source>
        <translation>Ein Fall aus der offenen Zeichnung</translation>
    </message>
    <message>
        <source>Paint and answers of the window are taken; name and note are not.</source>
        <translation>Zeichnung und Antworten des Fensters werden genommen, Name und Notiz nicht.</translation>
    </message>
    <message>
        <source>What counts as right</source>
        <translation>Was als richtig gilt</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Save, or add to a set…</source>
        <translation>Sichern, oder einer Sammlung beifügen…</translation>
    </message>
    <message>
        <source>Save, or add to a set</source>
        <translation>Sichern, oder einer Sammlung beifügen</translation>
    </message>
    <message>
        <source>Sets (*.footset)</source>
        <translation>Sammlungen (*.footset)</translation>
    </message>
    <message>
        <source>A case needs a question and at least one answer that counts as right.</source>
        <translation>Ein Fall braucht eine Frage und wenigstens eine Antwort, die als richtig gilt.</translation>
    </message>
    <message>
        <source>{0} has {1} cases now.</source>
        <translation>{0} hat jetzt {1} Fälle.</translation>
    </message>
</context>
<context>
    <name>SetsPanel</name>
    <message>
        <source>Sets</source>
        <translation>Sammlungen</translation>
    </message>
    <message>
        <source>Sets of footmap</source>
        <translation>Sammlungen von footmap</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Sammlung</translation>
    </message>
    <message>
        <source>Quiz the room</source>
        <translation>Den Saal fragen</translation>
    </message>
    <message>
        <source>Large, for a projector: Space shows the answer</source>
        <translation>Groß, für den Beamer: die Leertaste zeigt die Antwort</translation>
    </message>
    <message>
        <source>Cards for Anki, or a table…</source>
        <translation>Karten für Anki, oder eine Tabelle…</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Sets of a teacher</source>
        <translation>Sammlungen von Lehrenden</translation>
    </message>
    <message>
        <source>Open a set…</source>
        <translation>Eine Sammlung öffnen…</translation>
    </message>
    <message>
        <source>Make a case from the open drawing…</source>
        <translation>Aus der offenen Zeichnung einen Fall machen…</translation>
    </message>
    <message>
        <source>Make a set of what I study…</source>
        <translation>Aus dem, was ich lerne, eine Sammlung machen…</translation>
    </message>
    <message>
        <source>The facts that are chosen at home under “What is studied”</source>
        <translation>Die Fakten, die am Start unter „Was gelernt wird“ gewählt sind</translation>
    </message>
    <message>
        <source>Results of a class…</source>
        <translation>Ergebnisse einer Klasse…</translation>
    </message>
    <message>
        <source>My progress</source>
        <translation>Mein Fortschritt</translation>
    </message>
    <message>
        <source>Save my progress…</source>
        <translation>Meinen Fortschritt sichern…</translation>
    </message>
    <message>
        <source>Take progress in…</source>
        <translation>Fortschritt übernehmen…</translation>
    </message>
    <message>
        <source>Save the cards</source>
        <translation>Karten sichern</translation>
    </message>
    <message>
        <source>Anki (*.apkg);;Table (*.csv)</source>
        <translation>Anki (*.apkg);;Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>{0}: {1} cards were written.</source>
        <translation>{0}: {1} Karten wurden geschrieben.</translation>
    </message>
    <message>
        <source>Open a set</source>
        <translation>Eine Sammlung öffnen</translation>
    </message>
    <message>
        <source>Sets (*.footset)</source>
        <translation>Sammlungen (*.footset)</translation>
    </message>
    <message>
        <source>{0}, by {1}</source>
        <translation>{0}, von {1}</translation>
    </message>
    <message>
        <source>Case {0}: {1}</source>
        <translation>Fall {0}: {1}</translation>
    </message>
    <message>
        <source>Study its facts</source>
        <translation>Ihren Inhalt lernen</translation>
    </message>
    <message>
        <source>Quiz the room with it</source>
        <translation>Den Saal damit fragen</translation>
    </message>
    <message>
        <source>Say first who studies.</source>
        <translation>Sagen Sie zuerst, wer lernt.</translation>
    </message>
    <message>
        <source>Save, or add to a set</source>
        <translation>Sichern, oder einer Sammlung beifügen</translation>
    </message>
    <message>
        <source>{0} has {1} facts now.</source>
        <translation>{0} hat jetzt {1} Fakten.</translation>
    </message>
    <message>
        <source>Open the set of the class first.</source>
        <translation>Öffnen Sie zuerst die Sammlung der Klasse.</translation>
    </message>
    <message>
        <source>Exports of the class</source>
        <translation>Exporte der Klasse</translation>
    </message>
    <message>
        <source>Progress (*.json)</source>
        <translation>Fortschritt (*.json)</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle sichern</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>The table was saved: {0}</source>
        <translation>Die Tabelle wurde gesichert: {0}</translation>
    </message>
    <message>
        <source>Save my progress</source>
        <translation>Meinen Fortschritt sichern</translation>
    </message>
    <message>
        <source>Take progress in</source>
        <translation>Fortschritt übernehmen</translation>
    </message>
</context>
<context>
    <name>ShortcutDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Enter, double-click</source>
        <translation>Eingabe, Doppelklick</translation>
    </message>
    <message>
        <source>Back to all views</source>
        <translation>Zurück zu allen Ansichten</translation>
    </message>
    <message>
        <source>Space and drag, arrows</source>
        <translation>Leertaste und ziehen, Pfeile</translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation>Rad, zwei Finger</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Next and previous view</source>
        <translation>Nächste und vorige Ansicht</translation>
    </message>
    <message>
        <source>Qualities</source>
        <translation>Empfindungen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>Überlagerungen</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Page down, page up</source>
        <translation>Bild ab, Bild auf</translation>
    </message>
    <message>
        <source>One view large, and back</source>
        <translation>Eine Ansicht groß und zurück</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Nächste Region</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Pfeile</translation>
    </message>
    <message>
        <source>Mark the region</source>
        <translation>Die Region markieren</translation>
    </message>
    <message>
        <source>Enter or space</source>
        <translation>Eingabe oder Leertaste</translation>
    </message>
    <message>
        <source>Remove its paint</source>
        <translation>Ihre Farbe wegnehmen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Move the tool; far, finely</source>
        <translation>Das Werkzeug bewegen; weit, fein</translation>
    </message>
    <message>
        <source>Arrows; Ctrl, Shift</source>
        <translation>Pfeile; Strg, Umschalt</translation>
    </message>
    <message>
        <source>Press and release</source>
        <translation>An- und absetzen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>While walking through the regions</source>
        <translation>Beim Gang durch die Regionen</translation>
    </message>
    <message>
        <source>While moving the tool with the keys</source>
        <translation>Beim Führen des Werkzeugs</translation>
    </message>
    <message>
        <source>Cancel a stroke</source>
        <translation>Strich abbrechen</translation>
    </message>
    <message>
        <source>Move the sheet</source>
        <translation>Blatt verschieben</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Width of the brush</source>
        <translation>Breite des Pinsels</translation>
    </message>
    <message>
        <source>Ctrl and wheel</source>
        <translation>Strg und Mausrad</translation>
    </message>
</context>
<context>
    <name>SideChooser</name>
    <message>
        <source>{0} (painted)</source>
        <translation>{0} (markiert)</translation>
    </message>
    <message>
        <source>Suggested by the drawing: the answer is noted for this side.</source>
        <translation>Vorschlag der Zeichnung: Die Antwort wird für diese Seite notiert.</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Paint where it hurts. The nerves that supply this skin appear here.</source>
        <translation>Markieren, wo es schmerzt. Hier erscheinen die Nerven, die diese Haut versorgen.</translation>
    </message>
    <message>
        <source>Paint where it hurts. The spinal levels that fit appear here.</source>
        <translation>Markieren, wo es schmerzt. Hier erscheinen die passenden Segmente.</translation>
    </message>
    <message>
        <source>What fits paint and clues</source>
        <translation>Was zu Markierung und Befunden passt</translation>
    </message>
    <message>
        <source>Paint where it hurts, or answer clues. The causes that fit appear here.</source>
        <translation>Markieren, wo es schmerzt, oder Befunde beantworten. Hier erscheinen die passenden Ursachen.</translation>
    </message>
    <message>
        <source>Candidates and clues</source>
        <translation>Kandidaten und Befunde</translation>
    </message>
    <message>
        <source>Nerves</source>
        <translation>Nerven</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Segmente</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Ursachen</translation>
    </message>
    <message>
        <source>Clues</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Paint and clues</source>
        <translation>Mit Befunden</translation>
    </message>
    <message>
        <source>▲ and ▼ show how far the clues move a candidate</source>
        <translation>▲ und ▼ sagen, wie weit die Befunde einen Kandidaten verschieben</translation>
    </message>
    <message>
        <source>Paint only</source>
        <translation>Nur Markierung</translation>
    </message>
    <message>
        <source>As if nothing had been answered</source>
        <translation>Als wäre nichts beantwortet</translation>
    </message>
    <message>
        <source>Rank by</source>
        <translation>Ordnen nach</translation>
    </message>
    <message>
        <source>Reading the knowledge base; until then candidates are ordered by overlap.</source>
        <translation>Die Wissensbasis wird gelesen; bis dahin ordnet die Überdeckung.</translation>
    </message>
    <message>
        <source>painted</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>outside every nerve and level</source>
        <translation>außerhalb aller Nerven und Segmente</translation>
    </message>
    <message>
        <source>when the drawing changes a little</source>
        <translation>bei kleinen Änderungen der Zeichnung</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>stabil</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>wechselt</translation>
    </message>
    <message>
        <source>An aid for learning and decisions, not a diagnosis.</source>
        <translation>Eine Hilfe zum Lernen und Entscheiden, keine Diagnose.</translation>
    </message>
    <message>
        <source>How to read this</source>
        <translation>Wie man das liest</translation>
    </message>
    <message>
        <source>Clues · {0}</source>
        <translation>Befunde · {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n answered</source>
        <translation>
            <numerusform>%n beantwortet</numerusform>
            <numerusform>%n beantwortet</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the knowledge base …</source>
        <translation>Die Wissensbasis wird gelesen …</translation>
    </message>
    <message>
        <source>The answers so far do not tell candidates apart. Answer more, or paint where it hurts.</source>
        <translation>Die bisherigen Antworten unterscheiden die Kandidaten nicht. Mehr beantworten oder markieren, wo es schmerzt.</translation>
    </message>
</context>
<context>
    <name>SiteMenu</name>
    <message>
        <source>All places …</source>
        <translation>Alle Orte …</translation>
    </message>
</context>
<context>
    <name>SpecialCards</name>
    <message>
        <source>Brain or spinal cord?</source>
        <translation>Gehirn oder Rückenmark?</translation>
    </message>
    <message>
        <source>Roots on both sides</source>
        <translation>Wurzeln beidseits</translation>
    </message>
    <message>
        <source>Perhaps not a nerve</source>
        <translation>Vielleicht kein Nerv</translation>
    </message>
    <message>
        <source>Stocking pattern</source>
        <translation>Strumpfförmiges Muster</translation>
    </message>
    <message>
        <source>Two causes?</source>
        <translation>Zwei Ursachen?</translation>
    </message>
    <message>
        <source>Several separate nerves</source>
        <translation>Mehrere getrennte Nerven</translation>
    </message>
    <message>
        <source>Extent of the paint</source>
        <translation>Umfang der Markierung</translation>
    </message>
    <message>
        <source>Tied</source>
        <translation>Gleichauf</translation>
    </message>
    <message>
        <source>The maps differ here</source>
        <translation>Die Karten unterscheiden sich hier</translation>
    </message>
    <message>
        <source>Very little is painted; only its place can be judged.</source>
        <translation>Sehr wenig ist markiert; nur der Ort lässt sich beurteilen.</translation>
    </message>
    <message>
        <source>Most of the limb is painted, so the paint says little. Clues can tell more.</source>
        <translation>Der größte Teil des Beins ist markiert, daher sagt die Markierung wenig. Befunde können mehr sagen.</translation>
    </message>
</context>
<context>
    <name>SpinePanel</name>
    <message>
        <source>From spine to toe</source>
        <translation>Von der Wirbelsäule zur Zehe</translation>
    </message>
    <message>
        <source>From spine to toe, from behind</source>
        <translation>Von der Wirbelsäule zur Zehe, von hinten</translation>
    </message>
    <message>
        <source>Hide the spine</source>
        <translation>Wirbelsäule ausblenden</translation>
    </message>
    <message>
        <source>A lesion at …</source>
        <translation>Läsion bei …</translation>
    </message>
</context>
<context>
    <name>SpineView</name>
    <message>
        <source>Lumbar spine with discs and roots, seen from behind</source>
        <translation>Lendenwirbelsäule mit Bandscheiben und Wurzeln, von hinten</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>in der Mitte</translation>
    </message>
    <message>
        <source>Low back pain, {0}, radiating into the leg</source>
        <translation>Kreuzschmerz, {0}, ausstrahlend ins Bein</translation>
    </message>
    <message>
        <source>Low back pain, {0}</source>
        <translation>Kreuzschmerz, {0}</translation>
    </message>
    <message>
        <source>Root {0}, {1}</source>
        <translation>Wurzel {0}, {1}</translation>
    </message>
    <message>
        <source>hip</source>
        <translation>Hüfte</translation>
    </message>
    <message>
        <source>knee</source>
        <translation>Knie</translation>
    </message>
    <message>
        <source>ankle</source>
        <translation>Sprunggelenk</translation>
    </message>
    <message>
        <source>R</source>
        <comment>right limb</comment>
        <translation>R</translation>
    </message>
    <message>
        <source>L</source>
        <comment>left limb</comment>
        <translation>L</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Patients</source>
        <translation>Patienten</translation>
    </message>
    <message>
        <source>Search: name, tag, note, candidate, region</source>
        <translation>Suche: Name, Schlagwort, Notiz, Kandidat, Region</translation>
    </message>
    <message>
        <source>Search patients and visits</source>
        <translation>Patienten und Besuche suchen</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Jedes Datum</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Papierkorb</translation>
    </message>
    <message>
        <source>Patients and visits; Enter opens</source>
        <translation>Patienten und Besuche; die Eingabetaste öffnet</translation>
    </message>
    <message>
        <source>Visits of the patient; Enter opens</source>
        <translation>Besuche des Patienten; die Eingabetaste öffnet</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>New visit</source>
        <translation>Neuer Besuch</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>In den Papierkorb</translation>
    </message>
    <message>
        <source>New patient</source>
        <translation>Neuer Patient</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>Als Datei speichern …</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>Papierkorb leeren …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Nobody has been painted yet.</source>
        <translation>Noch niemand wurde gezeichnet.</translation>
    </message>
    <message>
        <source>Nothing is found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>Jedes Schlagwort</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Computing …</source>
        <translation>Wird berechnet …</translation>
    </message>
</context>
<context>
    <name>StepWords</name>
    <message>
        <source>right leg, front</source>
        <translation>rechtes Bein, vorn</translation>
    </message>
    <message>
        <source>right leg, back</source>
        <translation>rechtes Bein, hinten</translation>
    </message>
    <message>
        <source>right leg, inner side</source>
        <translation>rechtes Bein, Innenseite</translation>
    </message>
    <message>
        <source>right leg, outer side</source>
        <translation>rechtes Bein, Außenseite</translation>
    </message>
    <message>
        <source>top of the right foot</source>
        <translation>rechter Fußrücken</translation>
    </message>
    <message>
        <source>right sole</source>
        <translation>rechte Fußsohle</translation>
    </message>
    <message>
        <source>right foot, inner side</source>
        <translation>rechter Fuß, Innenseite</translation>
    </message>
    <message>
        <source>right foot, outer side</source>
        <translation>rechter Fuß, Außenseite</translation>
    </message>
    <message>
        <source>left leg, front</source>
        <translation>linkes Bein, vorn</translation>
    </message>
    <message>
        <source>left leg, back</source>
        <translation>linkes Bein, hinten</translation>
    </message>
    <message>
        <source>left leg, inner side</source>
        <translation>linkes Bein, Innenseite</translation>
    </message>
    <message>
        <source>left leg, outer side</source>
        <translation>linkes Bein, Außenseite</translation>
    </message>
    <message>
        <source>top of the left foot</source>
        <translation>linker Fußrücken</translation>
    </message>
    <message>
        <source>left sole</source>
        <translation>linke Fußsohle</translation>
    </message>
    <message>
        <source>left foot, inner side</source>
        <translation>linker Fuß, Innenseite</translation>
    </message>
    <message>
        <source>left foot, outer side</source>
        <translation>linker Fuß, Außenseite</translation>
    </message>
    <message>
        <source>legs, front</source>
        <translation>Beine, vorn</translation>
    </message>
    <message>
        <source>legs, back</source>
        <translation>Beine, hinten</translation>
    </message>
    <message>
        <source>legs, inner side</source>
        <translation>Beine, Innenseite</translation>
    </message>
    <message>
        <source>legs, outer side</source>
        <translation>Beine, Außenseite</translation>
    </message>
    <message>
        <source>tops of the feet</source>
        <translation>Fußrücken</translation>
    </message>
    <message>
        <source>soles</source>
        <translation>Fußsohlen</translation>
    </message>
    <message>
        <source>feet, inner side</source>
        <translation>Füße, Innenseite</translation>
    </message>
    <message>
        <source>feet, outer side</source>
        <translation>Füße, Außenseite</translation>
    </message>
    <message>
        <source>Erase, {0}</source>
        <translation>Radieren, {0}</translation>
    </message>
    <message>
        <source>Paint pain, {0}</source>
        <translation>Schmerz markieren, {0}</translation>
    </message>
    <message>
        <source>Paint burning, {0}</source>
        <translation>Brennen markieren, {0}</translation>
    </message>
    <message>
        <source>Paint tingling, {0}</source>
        <translation>Kribbeln markieren, {0}</translation>
    </message>
    <message>
        <source>Paint numbness, {0}</source>
        <translation>Taubheit markieren, {0}</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>Erase {0}, {1}</source>
        <translation>{0} radieren, {1}</translation>
    </message>
    <message>
        <source>Fill {0}, {1}: pain</source>
        <translation>{0} füllen, {1}: Schmerz</translation>
    </message>
    <message>
        <source>Fill {0}, {1}: burning</source>
        <translation>{0} füllen, {1}: Brennen</translation>
    </message>
    <message>
        <source>Fill {0}, {1}: tingling</source>
        <translation>{0} füllen, {1}: Kribbeln</translation>
    </message>
    <message>
        <source>Fill {0}, {1}: numbness</source>
        <translation>{0} füllen, {1}: Taubheit</translation>
    </message>
    <message>
        <source>Change to pain</source>
        <translation>In Schmerz ändern</translation>
    </message>
    <message>
        <source>Change to burning</source>
        <translation>In Brennen ändern</translation>
    </message>
    <message>
        <source>Change to tingling</source>
        <translation>In Kribbeln ändern</translation>
    </message>
    <message>
        <source>Change to numbness</source>
        <translation>In Taubheit ändern</translation>
    </message>
    <message>
        <source>Selected: pain {0} of 10, {1}</source>
        <translation>Gewählt: Schmerz {0} von 10, {1}</translation>
    </message>
    <message>
        <source>Selected: burning {0} of 10, {1}</source>
        <translation>Gewählt: Brennen {0} von 10, {1}</translation>
    </message>
    <message>
        <source>Selected: tingling {0} of 10, {1}</source>
        <translation>Gewählt: Kribbeln {0} von 10, {1}</translation>
    </message>
    <message>
        <source>Selected: numbness {0} of 10, {1}</source>
        <translation>Gewählt: Taubheit {0} von 10, {1}</translation>
    </message>
</context>
<context>
    <name>Study</name>
    <message>
        <source>Home</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Courses</source>
        <translation>Kurse</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>Sammlungen</translation>
    </message>
    <message>
        <source>Say first who studies.</source>
        <translation>Sagen Sie zuerst, wer lernt.</translation>
    </message>
    <message>
        <source>The picture is on the clipboard.</source>
        <translation>Das Bild ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The picture was saved: {0}</source>
        <translation>Das Bild wurde gesichert: {0}</translation>
    </message>
</context>
<context>
    <name>StudyLedger</name>
    <message>
        <source>What the localiser says of {0}: {1}</source>
        <translation>Was die Lokalisation zu {0} sagt: {1}</translation>
    </message>
</context>
<context>
    <name>StudyPage</name>
    <message>
        <source>Study mode</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Parts of study mode</source>
        <translation>Teile des Lernens</translation>
    </message>
    <message>
        <source>Who studies</source>
        <translation>Wer lernt</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Copy or save the present picture with its legend</source>
        <translation>Das gezeigte Bild mit seiner Legende kopieren oder sichern</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save the picture…</source>
        <translation>Bild sichern…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Back to the drawing  (Ctrl+L)</source>
        <translation>Zurück zur Zeichnung  (Strg+L)</translation>
    </message>
    <message>
        <source>Opening study mode …</source>
        <translation>Das Lernen wird geöffnet …</translation>
    </message>
    <message>
        <source>Somebody else…</source>
        <translation>Jemand anders …</translation>
    </message>
</context>
<context>
    <name>StudySharing</name>
    <message>
        <source>Save the picture</source>
        <translation>Bild sichern</translation>
    </message>
    <message>
        <source>study</source>
        <translation>lernen</translation>
    </message>
    <message>
        <source>Picture (*.png *.svg)</source>
        <translation>Bild (*.png *.svg)</translation>
    </message>
</context>
<context>
    <name>SuggestionsDialog</name>
    <message>
        <source>Answers of {0}</source>
        <translation>Antworten vom {0}</translation>
    </message>
    <message>
        <source>Tick what still holds; nothing is taken over unless you tick it.</source>
        <translation>Haken Sie an, was noch gilt; nur Angehaktes wird übernommen.</translation>
    </message>
    <message>
        <source>Answers; Space ticks one</source>
        <translation>Antworten; die Leertaste hakt an</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>Alle anhaken</translation>
    </message>
    <message>
        <source>Take over what is ticked</source>
        <translation>Angehaktes übernehmen</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>From the last visit: {0}</source>
        <translation>Vom letzten Besuch: {0}</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Painted area, pain, leading candidates and changed answers in time</source>
        <translation>Markierte Fläche, Schmerz, führende Kandidaten und geänderte Antworten im Verlauf</translation>
    </message>
    <message>
        <source>Save as a picture…</source>
        <translation>Als Bild speichern…</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>Als Tabelle speichern…</translation>
    </message>
</context>
<context>
    <name>ToolWords</name>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Fill a region</source>
        <translation>Region füllen</translation>
    </message>
    <message>
        <source>Pick a stroke</source>
        <translation>Strich wählen</translation>
    </message>
    <message>
        <source>Move the sheet</source>
        <translation>Blatt verschieben</translation>
    </message>
    <message>
        <source>Brush: drag to paint. Shift draws a straight line, Ctrl and wheel change the width.</source>
        <translation>Pinsel: zum Markieren ziehen. Umschalt zieht eine gerade Linie, Strg und Rad ändern die Breite.</translation>
    </message>
    <message>
        <source>Eraser: drag to take paint away. Shift draws a straight line.</source>
        <translation>Radierer: zum Wegnehmen ziehen. Umschalt zieht eine gerade Linie.</translation>
    </message>
    <message>
        <source>Lasso: draw round the skin to mark. With Alt or Ctrl it erases.</source>
        <translation>Lasso: die Haut umfahren, um sie zu markieren. Mit Alt oder Strg radiert es.</translation>
    </message>
    <message>
        <source>Fill: click a region to mark it. With Alt or Ctrl it erases.</source>
        <translation>Füllen: eine Region anklicken, um sie zu markieren. Mit Alt oder Strg radiert es.</translation>
    </message>
    <message>
        <source>Pick: click paint to select its stroke, then change its quality or delete it.</source>
        <translation>Wählen: eine Markierung anklicken, um ihren Strich zu wählen, dann Empfindung ändern oder löschen.</translation>
    </message>
    <message>
        <source>Move: drag the sheet; the wheel zooms.</source>
        <translation>Verschieben: das Blatt ziehen; das Rad vergrößert.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Intensity</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Intensity of the next stroke, 0 to 10</source>
        <translation>Stärke des nächsten Strichs, 0 bis 10</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Width of the brush in millimetres</source>
        <translation>Breite des Pinsels in Millimetern</translation>
    </message>
    <message>
        <source>Dermatome map</source>
        <translation>Dermatomkarte</translation>
    </message>
    <message>
        <source>Choice of dermatome map</source>
        <translation>Welche Dermatomkarte</translation>
    </message>
    <message>
        <source>nerves</source>
        <translation>Nerven</translation>
    </message>
    <message>
        <source>levels</source>
        <translation>Segmente</translation>
    </message>
    <message>
        <source>Menu  ({0})</source>
        <translation>Menü  ({0})</translation>
    </message>
    <message>
        <source>Pain</source>
        <translation>Schmerz</translation>
    </message>
    <message>
        <source>Burning</source>
        <translation>Brennen</translation>
    </message>
    <message>
        <source>Tingling</source>
        <translation>Kribbeln</translation>
    </message>
    <message>
        <source>Numbness</source>
        <translation>Taubheit</translation>
    </message>
    <message>
        <source>Blend from nerves to dermatomes</source>
        <translation>Überblenden von Nerven zu Dermatomen</translation>
    </message>
    <message>
        <source>Left: nerves filled, levels outlined. Right: levels filled, nerves outlined. At the ends: one alone.</source>
        <translation>Links: Nerven gefüllt, Segmente umrandet. Rechts: Segmente gefüllt, Nerven umrandet. An den Enden: eines allein.</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>Menu of {0} ({1})</source>
        <translation>Menü von {0} ({1})</translation>
    </message>
    <message>
        <source>{0}, hidden in the picture</source>
        <translation>{0}, auf dem Bild verborgen</translation>
    </message>
    <message>
        <source>{0} mm</source>
        <translation>{0} mm</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Paint where it hurts</source>
        <translation>Markieren, wo es schmerzt</translation>
    </message>
    <message>
        <source>Draw on the pictures with mouse, pen or finger. Paint on one view appears in every view that sees the same skin.</source>
        <translation>Zeichnen Sie mit Maus, Stift oder Finger auf die Bilder. Was Sie in einer Ansicht markieren, erscheint in jeder, die dieselbe Haut zeigt.</translation>
    </message>
    <message>
        <source>How it feels</source>
        <translation>Wie es sich anfühlt</translation>
    </message>
    <message>
        <source>Choose pain, burning, tingling or numbness first. Each has a colour and a pattern of its own.</source>
        <translation>Wählen Sie zuerst Schmerz, Brennen, Kribbeln oder Taubheit. Jedes hat eine eigene Farbe und ein eigenes Muster.</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Brush, eraser and the other tools, undo and zoom. Point at a button to see its key.</source>
        <translation>Pinsel, Radierer und die anderen, Rückgängig und Zoom. Jede Schaltfläche nennt ihre Taste, wenn Sie auf sie zeigen.</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Was passt</translation>
    </message>
    <message>
        <source>Nerves and spinal levels that fit the paint, best first. Point at a row to see it on the skin.</source>
        <translation>Nerven und Segmente, die zur Markierung passen, die besten zuerst. Zeigen Sie auf eine Zeile, um sie auf der Haut zu sehen.</translation>
    </message>
    <message>
        <source>Clues</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Answer what you asked and examined. The card on top asks what would help most; what must not be missed is raised as a red flag, in a bar over the whole window when it is an emergency.</source>
        <translation>Beantworten Sie, was Sie gefragt und untersucht haben. Die Karte oben fragt, was am meisten hilft; was nicht übersehen werden darf, erscheint als Warnzeichen, im Notfall als Leiste über dem ganzen Fenster.</translation>
    </message>
    <message>
        <source>From spine to toe</source>
        <translation>Von der Wirbelsäule zur Zehe</translation>
    </message>
    <message>
        <source>Choose a disc or a root to see which skin a lesion there would change, and the way from the root to the toe.</source>
        <translation>Wählen Sie eine Bandscheibe oder Wurzel: Sie sehen, welche Haut eine Läsion dort verändert, und den Weg von der Wurzel zur Zehe.</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>Nachschlagen</translation>
    </message>
    <message>
        <source>Ctrl+F finds every nerve, root, muscle, reflex, place, cause and question by any of its names, also before you paint.</source>
        <translation>Strg+F findet jeden Nerv, jede Wurzel, jeden Muskel, Reflex, Ort, jede Ursache und Frage unter jedem ihrer Namen, auch bevor Sie malen.</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Show nerve territories or dermatomes under the paint, from several published maps.</source>
        <translation>Zeigen Sie Nervengebiete oder Dermatome unter der Markierung, nach mehreren veröffentlichten Karten.</translation>
    </message>
    <message>
        <source>One view large</source>
        <translation>Eine Ansicht groß</translation>
    </message>
    <message>
        <source>Double-click a picture to work on it alone; a strip then shows the others. Escape brings you back.</source>
        <translation>Ein Doppelklick auf ein Bild zeigt es allein; ein Streifen zeigt dann die anderen. Esc führt zurück.</translation>
    </message>
    <message>
        <source>Patients and study</source>
        <translation>Patienten und Lernen</translation>
    </message>
    <message>
        <source>Patients (Ctrl+O) keeps patients and their visits on this computer and compares drawings; study (Ctrl+L) asks what you have learnt, on the same skin.</source>
        <translation>Unter Patienten (Strg+O) bleiben Patienten und ihre Besuche auf diesem Computer, und Zeichnungen lassen sich vergleichen; das Lernen (Strg+L) fragt auf derselben Haut ab, was Sie können.</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>Alles andere</translation>
    </message>
    <message>
        <source>Files, pictures to copy, preferences, the presentation for a hall (F11), the patient’s screen and this tour are in this menu.</source>
        <translation>Dateien, Bilder zum Kopieren, Einstellungen, die Vorführung für einen Saal (F11), der Schirm des Patienten und diese Führung sind in diesem Menü.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>Typing</name>
    <message>
        <source>or type the name, and Enter</source>
        <translation>oder den Namen schreiben, dann Eingabe</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>Visibility</name>
    <message>
        <source>Hidden, but still counted: {0}</source>
        <translation>Verborgen, zählt aber mit: {0}</translation>
    </message>
</context>
<context>
    <name>WhatIfPart</name>
    <message>
        <source>Cut a nerve</source>
        <translation>Einen Nerv durchtrennen</translation>
    </message>
    <message>
        <source>Press a root</source>
        <translation>Eine Wurzel drücken</translation>
    </message>
    <message>
        <source>Slip a disc, or narrow the spine</source>
        <translation>Bandscheibenvorfall oder enger Kanal</translation>
    </message>
    <message>
        <source>Block a nerve at the ankle</source>
        <translation>Einen Nerv am Knöchel betäuben</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>Womit</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>Was daraus folgt</translation>
    </message>
    <message>
        <source>All nerves of an ankle block</source>
        <translation>Alle Nerven eines Fußblocks</translation>
    </message>
    <message>
        <source>Numb</source>
        <translation>Taub</translation>
    </message>
    <message>
        <source>Partly numb, or in some people</source>
        <translation>Teilweise taub, oder bei manchen</translation>
    </message>
    <message>
        <source>Also painful</source>
        <translation>Auch schmerzhaft</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Schwach</translation>
    </message>
    <message>
        <source>Movements weaker</source>
        <translation>Bewegungen schwächer</translation>
    </message>
    <message>
        <source>Reflexes lower</source>
        <translation>Reflexe schwächer</translation>
    </message>
    <message>
        <source>No muscle and no reflex is lost.</source>
        <translation>Kein Muskel und kein Reflex fällt aus.</translation>
    </message>
    <message>
        <source>{0} in some: {1}</source>
        <translation>{0}, bei manchen: {1}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>footmap&apos;s own files could not be read; install it again.</source>
        <translation>Die Dateien von footmap sind nicht lesbar; bitte neu installieren.</translation>
    </message>
</context>
</TS>
