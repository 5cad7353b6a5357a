"""The verbs of commands in German, French, Spanish and Portuguese: in lower case, without accents."""

FOREIGN_VERBS: dict[str, str] = {
    "done": "erledigt, fertig, abgehakt, abhaken, abgeschlossen, erledigen, hake ab, hak ab, geschafft, gemacht, fertig"
    " gestellt, ist durch, kannst du abhaken, fait, faite, faits, faites, fini, finie, finis, termine, terminee,"
    " terminer, coche, cocher, boucle, boucler, c'est bon, c'est fait, est bon, est ok, valide, hecho, hecha, hechos,"
    " hechas, listo, lista, listos, listas, terminado, terminada, completado, completada, completo, ya esta, feito,"
    " feita, feitos, feitas, pronto, pronta, prontos, prontas, concluido, concluida, concluidos, terminei, conclui",
    "reopen": "wieder offnen, wieder offen, wieder aufmachen, offne wieder, rouvrir, rouvre, rouvrez, reouvrir,"
    " reouvre, reabre, reabrir, reabra",
    "assign": "zuweisen, zugewiesen, gib, gebt, geht an, gehen an, weise zu, ubergib, assigne, assigner, assignez,"
    " attribue, attribuer, attribuez, confie, asigna, asignar, asignale, dale, pasa, pasale,"
    " atribui, atribuir, atribua, passa, va para, vao para, fica com, ficam com, e com, c'est pour, es para, ist fur",
    "due": "fallig, frist, verschieben, verschiebe, verschieb, verschoben auf, echeance, repousse, repousser, reporte,"
    " reporter, decale, decaler, fecha limite, aplaza, aplazar, mueve, mover, pospon, vence, prazo, vencimento, adiar,"
    " adia, fallig am, deadline fur, frist fur, fallig fur",
    "snooze": "erinnere mich an, erinner mich an, rappelle moi, rappelez moi, recuerdame, lembra me, silencia",
    "start-item": "in arbeit, angefangen, begonnen, en cours, en curso, em andamento",
    "block": "blockiert, blockiere, blockieren, bloque, bloquee, bloques, bloquer, bloqueado, bloqueada, bloquea,"
    " bloquear, bloqueia, blockiert weil, hangt",
    "unblock": "freigegeben, entsperren, entsperre, entblocken, nicht mehr blockiert, debloque, debloquer,"
    " debloquee, debloquez, n'est plus bloque, desbloquea, desbloquear, desbloqueado, ya no esta bloqueado,"
    " desbloqueia",
    "skip": "uberspringen, uberspringe, entfallt, loschen, losche, entferne, entfernen, streichen, streiche, passe,"
    " sauter, saute, supprime, supprimer, enleve, enlever, retire, omite, omitir, salta, quita, quitar, elimina,"
    " eliminar, borra, borrar, pula, pular, remover, remove",
    "undo": "ruckgangig, ruckgangig machen, mach ruckgangig, mach das ruckgangig, mach das letzte ruckgangig, annule,"
    " annuler, annule ca, annule le dernier, deshaz, deshacer, deshaz lo ultimo, desfazer, desfaz, desfaz isso",
    "target": "erster tag, erster arbeitstag, erste arbeitstag, erste tag, eintrittsdatum, startdatum, premier"
    " jour, date de debut, date d'entree, primer dia, fecha de inicio, fecha de incorporacion, primeiro dia, data de"
    " inicio",
    "owner": "ubernimmt die suche, leitet die suche, prend la recherche, reprend la recherche, lleva la busqueda,"
    " responsable de la recherche, assume a busca",
    "pause": "pausieren, pausiere, suche pausieren, die suche pausieren, pausiere die suche, mets en pause, mettre"
    " en pause, mets la recherche en pause, pausa, pausar, pon en pausa, pausa la busqueda, pausa a busca, pausa essa"
    " busca, pause la recherche, pausa esta busca, pausa esta busqueda",
    "resume": "fortsetzen, suche fortsetzen, die suche fortsetzen, reprends, reprendre, reprends la recherche,"
    " reprendre la recherche, reanuda, reanudar, reanuda la busqueda, retoma, retomar, retoma a busca",
    "close": "suche schliessen, die suche schliessen, suche abschliessen, suche beenden, ferme la recherche, cloture la"
    " recherche, cierra la busqueda, encerra a busca, fecha a busca",
    "note": "notiz zu, notiz fur, notiz, notiz an, anmerkung zu, kommentar zu, note pour le, note sur le,"
    " commentaire sur le, nota para el, nota en el, nota sobre el, nota no, nota para o, nota, anota en el, anotacao"
    " no",
    "evidence": "nachweis fur, nachweis zu, beleg fur, beleg zu, preuve pour le, preuve pour, preuve du,"
    " justificatif pour le, prueba para el, prueba del, evidencia para el, comprovante do, evidencia do, prova do",
    "add": "neuer punkt, neue aufgabe, fuge hinzu, hinzufugen, ajoute, ajouter, ajoutez, ajoute une ligne, ajoute"
    " une etape, ajoute un point, nouveau point, nouvelle etape, anade, anadir, agrega, agregar, nuevo punto, nueva"
    " tarea, adiciona, adicionar, acrescenta, novo item, nova tarefa",
    "start": "neue suche, starte suche, starte die suche nach, starte eine suche nach, nouvelle recherche, lance la"
    " recherche, lance une recherche, demarre la recherche, nueva busqueda, inicia la busqueda, nova busca, inicia a"
    " busca, abre a busca",
    "status": "wie ist der stand, stand, ou en est on, montre moi la liste, como vamos, como esta",
    "items": "liste, zeig mir alles, was ist offen, was fehlt noch, qu'est ce qui reste, que falta, o que falta",
}
"""Verb of the catalogue to its phrases in other languages, comma separated."""
FOREIGN_FILLERS = (
    "bitte svp merci danke der die das den dem des ein eine einen ist sind war wird wurde jetzt auch schon mal als"
    " setze setz markiere markier mach hallo dann doch ganz und"
    " le la les l' un une du de des est sont c'est ete sera maintenant mets mettez mettre marque marquer comme aussi"
    " deja alors bonjour salut s'il te plait vous et"
    " el los las lo una del al es esta estan ya como ahora pon ponlo poner marca marcar hola por favor queda porfa y"
    " o os um uma do da dos das e foi foram sao ja agora coloca vai ola obrigado obrigada gracias"
)
"""Words without a meaning of their own."""
